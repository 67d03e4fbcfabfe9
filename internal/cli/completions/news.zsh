#compdef news
# Completion of news in zsh.
#
# Words are handed to "news __complete" without their quotes and escapes, which
# (Q) takes away. Nothing that was typed and nothing that an archive holds is
# ever evaluated.

# __news_place sets REPLY to the folder that the value of --archive names: a
# tilde or a variable at its beginning is what it stands for.
__news_place() {
    if [[ $1 == (#b)(\"|)\$(\{|)([A-Za-z_][A-Za-z_0-9]#)(\}|)(\"|)(/*|) ]]; then
        REPLY=${(P)match[3]}${(Q)${match[6]%\"}}
    elif [[ $1 == '~' || $1 == '~/'* ]]; then
        REPLY=$HOME${(Q)1[2,-1]}
    else
        REPLY=${(Q)1}
    fi
}

# __news_describe fills notes with the lines that stand for names in a list:
# the names, and behind them what news says of them, as far as the window goes.
__news_describe() {
    local line note
    local -i longest=0 room
    for line in "${names[@]}"; do
        (( ${(m)#line} > longest )) && longest=${(m)#line}
    done
    (( room = COLUMNS - longest - 5 ))
    for line in "${lines[@]}"; do
        note=${line#*$'\t'}
        if [[ $line != *$'\t'* ]] || (( room < 8 )); then
            notes+=("${line%%$'\t'*}")
            continue
        fi
        (( ${(m)#note} > room )) && note=${(mr:room - 1:)note}…
        notes+=("${(mr:longest:)line%%$'\t'*}  -- $note")
    done
}

_news() {
    local REPLY word typed program=news
    local -a match mbegin mend before lines names notes options
    local -i directive=4

    for word in "${(@)words[2,CURRENT-1]}"; do
        if [[ $word == --archive=* ]]; then
            __news_place "${word#*=}"
            before+=("--archive=$REPLY")
        elif [[ ${before[-1]-} == --archive ]]; then
            __news_place "$word"
            before+=("$REPLY")
        else
            before+=("${(Q)word}")
        fi
    done
    typed=${(Q)${:-$QIPREFIX$IPREFIX$PREFIX${compstate[quote]}}}
    if [[ $words[1] == */* ]]; then
        __news_place "$words[1]"
        [[ -f $REPLY && -x $REPLY ]] && program=$REPLY
    fi

    lines=("${(@f)$("$program" __complete "${before[@]}" "$typed" </dev/null 2>/dev/null)}")
    [[ ${lines[-1]} == :<-> ]] && directive=${lines[-1]#:}
    (( directive & 1 )) && return 1
    lines[-1]=()
    lines=("${(@)lines:#}")
    names=("${(@)lines%%$'\t'*}")

    # The value of a flag comes without the flag.
    if [[ $typed == -*=* ]]; then
        compset -P 1 '*='
        typed=${typed#*=}
    fi
    if (( directive & 16 )); then
        _files -/
        return
    fi
    if (( $#names )); then
        (( directive & 2 )) && options+=(-S '')
        # Names are found in another case and without accents, too. Of several of
        # them nothing is inserted, lest what was typed is taken away.
        if [[ -z ${(M)names:#${(b)typed}*} ]]; then
            options+=(-U)
            (( $#names > 1 )) && compstate[insert]=''
        fi
        if [[ -n ${(M)lines:#*$'\t'*} ]]; then
            __news_describe
            options+=(-l -d notes)
        else
            options+=(-d names)
        fi
        compadd -V news "${options[@]}" -a names && return
    fi
    (( directive & 4 )) && return 1
    _files
}

# A file in fpath is the function itself; a script that is sourced registers it.
if [[ $funcstack[1] == _news ]]; then
    _news "$@"
else
    compdef _news news
fi
