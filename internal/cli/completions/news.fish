# Completion of news in fish.
#
# Words are handed to "news __complete" as fish reads them, without quotes and
# escapes. Nothing that was typed and nothing that an archive holds is evaluated.

# __news_plain writes the word at the cursor without quotes and escapes, also
# where a quote is still open.
function __news_plain
    set -l raw (commandline -ct | string collect)
    string unescape -- $raw
    or string unescape -- $raw\'
    or string unescape -- $raw\"
    or string join \n -- $raw
end

# __news_place writes the folder that the value of --archive names: a tilde or a
# variable at its beginning is what it stands for.
function __news_place
    set -l parts (string match -r -- '^\$(\w+)(/.*)?$' $argv[1])
    if string match -q -r -- '^~(/|$)' $argv[1]
        printf '%s\n' $HOME(string sub -s 2 -- $argv[1])
    else if set -q parts[2]; and set -q $parts[2]
        printf '%s\n' "$$parts[2]$parts[3]"
    else
        printf '%s\n' $argv[1]
    end
end

# __news_find asks news how the line can go on and leaves the answer in
# __news_found. It fails where files may follow, which fish finds best itself.
function __news_find
    set -g __news_found
    set -l words (commandline -opc)
    set -l typed (__news_plain)
    set -l program news
    if string match -q '*/*' -- $words[1]
        set -l path (__news_place $words[1])
        test -f "$path" -a -x "$path"; and set program $path
    end
    set -e words[1]
    for i in (seq (count $words))
        if string match -q -- '--archive=*' $words[$i]
            set words[$i] --archive=(__news_place (string sub -s 11 -- $words[$i]))
        else if test $i -gt 1; and test "$words[$(math $i - 1)]" = --archive
            set words[$i] (__news_place $words[$i])
        end
    end

    type -q $program; or return 0
    set -l lines ($program __complete $words "$typed" </dev/null 2>/dev/null)
    set -l directive (string match -r -- '^:(\d+)$' "$lines[-1]")
    set -q directive[2]; or return 0
    set -e lines[-1]
    test (math "bitand($directive[2], 1)") -eq 0; or return 0

    # The value of a flag comes without the flag.
    set -l flag (string match -r -- '^-[^=]*=' "$typed")
    set -g __news_found $flag$lines
    set -q flag[1]; or set -g __news_found $lines
    test (math "bitand($directive[2], 4)") -ne 0; or set -q __news_found[1]
end

complete -c news -e
complete -c news -k -f -n __news_find -a '$__news_found'
