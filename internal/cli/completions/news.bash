# Completion of news in bash, with or without the package bash-completion.
#
# The line is taken apart here, character by character, and its words are handed
# to "news __complete" as they are. Nothing that was typed and nothing that an
# archive holds is ever evaluated.

# __news_read takes apart a command line that ends at the cursor. It sets, in
# the function that calls it,
#
#   words   the words before the one at the cursor, without quotes and escapes
#   typed   the word at the cursor, without them
#   kept    how many characters of it readline leaves alone: what stands before
#           the quote that is open, or before the last of COMP_WORDBREAKS
#   quote   the quote that is open at the cursor: ', " or nothing
#   file    whether the word at the cursor is where a redirection leads
__news_read()
{
    local line=$1 c next i word=false redirects=false opened=0 broken=0 ansi=false
    words=() typed='' quote=''
    for (( i = 0; i < ${#line}; i++ )); do
        c=${line:i:1} next=${line:i+1:1}
        case $quote$c in
            "''" | '""') quote='' ;;
            "'\\") if $ansi; then typed+=$next; (( i++ )); else typed+=$c; fi ;;
            "'"?) typed+=$c ;;
            '"\')
                case $next in
                    [\"\$\`\\]) typed+=$next; (( i++ )) ;;
                    *) typed+=$c ;;
                esac ;;
            '"'?) typed+=$c ;;
            \\) typed+=$next word=true; (( i++ )) ;;
            [\'\"]) quote=$c opened=${#typed} word=true ansi=false ;;
            \$)
                word=true
                case $next in
                    [\'\"])
                        quote=$next opened=${#typed}; (( i++ ))
                        [[ $next == \' ]] && ansi=true || ansi=false ;;
                    \()
                        __news_skip "${line:i+1}"
                        typed+=$c${line:i+1:skipped}; (( i += skipped )) ;;
                    *) typed+=$c ;;
                esac ;;
            [[:space:]])
                if $word; then
                    $redirects || words+=("$typed")
                    redirects=false
                fi
                typed='' word=false opened=0 broken=0 ;;
            [\<\>])
                case $typed in
                    *[!0-9\&]*) $redirects || words+=("$typed") ;;
                esac
                typed='' word=false redirects=true opened=0 broken=0
                case $next in
                    [\>\<\&\|]) (( i++ )) ;;
                esac ;;
            *)
                typed+=$c word=true
                [[ $COMP_WORDBREAKS == *"$c"* ]] && broken=${#typed} ;;
        esac
    done
    kept=$broken file=$redirects
    [[ $quote ]] && kept=$opened
    return 0
}

# __news_skip sets skipped to the length of the part in parentheses that a text
# begins with.
__news_skip()
{
    local depth=0
    for (( skipped = 0; skipped < ${#1}; skipped++ )); do
        case ${1:skipped:1} in
            \() (( depth++ )) ;;
            \)) (( --depth == 0 )) && { (( skipped++ )); return; } ;;
        esac
    done
}

# __news_place sets folder to the folder that the value of --archive names: a
# tilde or a variable at its beginning is what it stands for.
__news_place()
{
    local variable='^\$\{?([A-Za-z_][A-Za-z_0-9]*)\}?(/.*)?$'
    folder=$1
    if [[ $1 == '~' || $1 == '~/'* ]]; then
        folder=$HOME${1:1}
    elif [[ $1 =~ $variable ]]; then
        local name=${BASH_REMATCH[1]} below=${BASH_REMATCH[2]}
        folder=${!name}$below
    fi
}

# __news_escape sets escaped to what must stand on the line for a text to be
# read, inside the quote that is open or outside of any.
__news_escape()
{
    local c i special='[][:space:]\\\"'\''`$&;()<>|*?{}!#~^[]'
    escaped=$1
    case $quote in
        \') special=\' ;;
        \") special='[\\\"$`!]' ;;
    esac
    [[ $1 == *$special* ]] || return 0
    escaped=''
    for (( i = 0; i < ${#1}; i++ )); do
        c=${1:i:1}
        case $quote:$c${1:i+1:1} in
            "':'"*) escaped+="'\\''" ;;
            "':"*) escaped+=$c ;;
            '":!' | '":! '*) escaped+=$c ;; # which is no history
            '":!'*) escaped+='"\!"' ;;
            *) [[ $c == $special ]] && escaped+=\\; escaped+=$c ;;
        esac
    done
}

# __news_common sets common to what all replies begin with.
__news_common()
{
    local reply
    common=${COMPREPLY[0]}
    for reply in "${COMPREPLY[@]}"; do
        while [[ ${reply:0:${#common}} != "$common" ]]; do
            common=${common:0:${#common}-1}
        done
    done
}

# __news_insert escapes the replies, and leaves only those that readline can
# insert together without taking away what was typed: names are found in another
# case, too.
__news_insert()
{
    local reply i exact=() common
    for reply in "${COMPREPLY[@]}"; do
        [[ ${reply:0:${#1}} == "$1" ]] && exact+=("$reply")
    done
    (( ${#exact[@]} )) && COMPREPLY=("${exact[@]}")
    __news_common
    if (( ${#common} < ${#1} )); then
        COMPREPLY=()
        return
    fi
    # Two replies make readline insert what both begin with, and no more: where it
    # only inserts, hundreds need not be escaped for that.
    local whole
    __news_escape "$common"
    whole=$escaped
    if [[ ${COMP_TYPE-} != 9 ]] || (( ${#COMPREPLY[@]} <= 100 )); then
        for (( i = 0; i < ${#COMPREPLY[@]}; i++ )); do
            __news_escape "${COMPREPLY[i]}"
            COMPREPLY[i]=$escaped
        done
        __news_common
        # No half of an escape is wanted, and no closing quote in the midst of a
        # reference.
        [[ ${COMP_TYPE-} == 9 ]] && { [[ $common != "$whole" ]] || $open; } || return 0
    fi
    COMPREPLY=("$whole" "$whole.")
}

# __news_describe puts descriptions behind names, for a list that is only shown.
__news_describe()
{
    local i line longest=0 room
    for (( i = 0; i < ${#names[@]}; i++ )); do
        (( ${#names[i]} > longest )) && longest=${#names[i]}
    done
    COMPREPLY=()
    for (( i = 0; i < ${#names[@]}; i++ )); do
        (( room = ${COLUMNS:-80} - longest - 5 ))
        if [[ ${notes[i]} ]] && (( room > 8 )); then
            (( ${#notes[i]} > room )) && notes[i]=${notes[i]:0:room-1}…
            printf -v line '%*s' $(( longest - ${#names[i]} )) ''
            COMPREPLY[i]="${names[i]}$line  (${notes[i]})"
        else
            COMPREPLY[i]=${names[i]}
        fi
    done
}

# __news_options sets what readline does with the replies. Before bash 4 it
# cannot be told.
__news_options()
{
    (( BASH_VERSINFO[0] < 4 )) || compopt "$@" 2>/dev/null
}

__start_news()
{
    local IFS=$' \t\n' words typed quote kept file skipped folder escaped
    local line=${COMP_LINE:0:${COMP_POINT:-0}}
    COMPREPLY=()
    [[ $line ]] || line="${COMP_WORDS[*]:0:COMP_CWORD+1}"
    __news_read "$line"
    # Files and variables are bash's own affair.
    local variable='(^|[[:space:]="/:])\$\{?[A-Za-z_]?[A-Za-z_0-9]*$'
    $file && return
    (( ${#words[@]} )) || return 0
    [[ $quote != \' && $line =~ $variable ]] && return

    local i flag='' program=news open=false
    [[ ${words[0]} == */* ]] && __news_place "${words[0]}" && [[ -f $folder && -x $folder ]] && program=$folder
    for (( i = 1; i < ${#words[@]}; i++ )); do
        if [[ ${words[i]} == --archive=* ]]; then
            __news_place "${words[i]#*=}"
            words[i]=--archive=$folder
        elif [[ ${words[i-1]} == --archive ]]; then
            __news_place "${words[i]}"
            words[i]=$folder
        fi
    done

    local reply directive found=() names=() notes=()
    while IFS= read -r reply; do
        found+=("$reply")
    done <<< "$("$program" __complete "${words[@]:1}" "$typed" </dev/null 2>/dev/null)"
    directive=${found[${#found[@]}-1]}
    [[ $directive == :* ]] || directive=:4
    directive=${directive#:}
    (( directive & 1 )) && directive=4 found=()

    # The value of a flag comes without the flag. Of the rest, readline wants what
    # stands behind the part that it keeps.
    [[ $typed == -*=* ]] && flag=${typed%%=*}=
    for (( i = 0; i < ${#found[@]} - 1; i++ )); do
        reply=${found[i]%%$'\t'*}
        [[ $reply && $flag${reply} == "${typed:0:kept}"* ]] || continue
        names+=("$reply")
        notes+=("${found[i]:${#reply}+1}")
        reply=$flag$reply
        COMPREPLY+=("${reply:kept}")
    done

    (( directive & 2 )) && __news_options -o nospace
    (( directive & 4 )) && __news_options +o default +o bashdefault
    (( directive & 16 )) && __news_options +o default +o bashdefault -o dirnames && COMPREPLY=()
    (( directive & 32 )) && __news_options -o nosort
    (( ${#COMPREPLY[@]} )) || return 0
    if (( ${COMP_TYPE:-9} == 63 )); then # shown, not inserted
        __news_describe
        return
    fi
    [[ $quote ]] && (( directive & 2 && ${#COMPREPLY[@]} == 1 )) && open=true
    __news_insert "${typed:kept}"
    if (( BASH_VERSINFO[0] < 4 && ${#COMPREPLY[@]} == 1 && ! (directive & 2) )) && [[ ! $quote ]]; then
        COMPREPLY[0]+=' '
    fi
    return 0
}

if (( BASH_VERSINFO[0] < 4 )); then
    complete -o default -o nospace -F __start_news news
else
    complete -o bashdefault -o default -F __start_news news
fi
