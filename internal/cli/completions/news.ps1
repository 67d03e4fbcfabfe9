# Completion of news in PowerShell.
#
# Words are handed to "news __complete" without quotes and escapes. Nothing that
# was typed and nothing that an archive holds is ever evaluated.

Register-ArgumentCompleter -Native -CommandName 'news' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # Takes quotes and backticks away, also where a quote is still open.
    function ReadWord([string]$raw) {
        $quote = ''
        $word = ''
        for ($i = 0; $i -lt $raw.Length; $i++) {
            $c = [string]$raw[$i]
            $kind = if ($c -match "['\u2018-\u201B]") { "'" } elseif ($c -match '["\u201C-\u201E]') { '"' } else { '' }
            if ($c -eq '`' -and $quote -ne "'" -and $i + 1 -lt $raw.Length) {
                $i++
                $word += $raw[$i]
            } elseif ($kind -and $quote -eq '') {
                $quote = $kind
            } elseif ($kind -and $kind -eq $quote) {
                if ($i + 1 -lt $raw.Length -and $raw[$i + 1] -eq $raw[$i]) {
                    $i++
                    $word += $c
                } else {
                    $quote = ''
                }
            } else {
                $word += $c
            }
        }
        $word
    }

    # The folder that the value of --archive names: a tilde or a variable at its
    # beginning is what it stands for.
    function FindPlace([string]$place) {
        if ($place -match '^~(?=$|[/\\])') {
            return $HOME + $place.Substring(1)
        }
        if ($place -match '^\$(?<scope>env:)?(?<name>\w+)(?<below>$|[/\\].*)') {
            $name, $below = $Matches['name'], $Matches['below']
            if ($Matches['scope']) {
                return [Environment]::GetEnvironmentVariable($name) + $below
            }
            return [string](Get-Variable -Name $name -ValueOnly -ErrorAction Ignore) + $below
        }
        $place
    }

    $words = @('__complete')
    $typed = ''
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        $start = $element.Extent.StartOffset
        if ($start -ge $cursorPosition) {
            break
        }
        $raw = $element.Extent.Text
        if ($element.Extent.EndOffset -ge $cursorPosition) {
            $typed = ReadWord ($raw.Substring(0, $cursorPosition - $start))
            break
        }
        $word = ReadWord $raw
        if ($word -like '--archive=*') {
            $word = '--archive=' + (FindPlace ($word.Substring(10)))
        } elseif ($words[-1] -eq '--archive') {
            $word = FindPlace $word
        }
        $words += $word
    }
    $words += $typed

    # Until 7.3, PowerShell hands over neither empty words nor quotes as they are.
    if ($PSVersionTable.PSVersion -lt [version]'7.3' -or $PSNativeCommandArgumentPassing -eq 'Legacy') {
        $words = @($words | ForEach-Object {
            $word = $_ -replace '(\\*)"', '$1$1\"'
            if ($word -eq '') { '""' } elseif ($word -match '\s') { $word -replace '(\\+)$', '$1$1' } else { $word }
        })
    }
    $program = 'news'
    $path = FindPlace (ReadWord ($commandAst.CommandElements[0].Extent.Text))
    if ($path -match '[/\\]' -and (Test-Path -LiteralPath $path -PathType Leaf)) {
        $program = $path
    }
    $encoding = [Console]::OutputEncoding
    try {
        [Console]::OutputEncoding = [Text.Encoding]::UTF8
        $lines = @(& $program @words 2>$null)
    } catch {
        $lines = @()
    } finally {
        [Console]::OutputEncoding = $encoding
    }

    # An empty answer stands for no completion; with no answer at all, PowerShell
    # completes with files.
    if ($lines.Count -eq 0 -or $lines[-1] -notmatch '^:\d+$') {
        return ''
    }
    $directive = [int]$lines[-1].Substring(1)
    if ($directive -band 1) {
        return ''
    }
    # The value of a flag comes without the flag.
    $flag = ''
    if ($typed -match '^-[^=]*=') {
        $flag = $Matches[0]
    }
    $results = @(foreach ($line in $lines | Select-Object -SkipLast 1) {
        $name, $note = $line -split "`t", 2
        if (-not $name) {
            continue
        }
        if (-not $note) {
            $note = $name
        }
        $text = $flag + $name
        if ($text -notmatch '^[\w./=+-][\w./:=+-]*$') {
            $text = "'" + ($text -replace "(['\u2018-\u201B])", '$1$1') + "'"
        }
        [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', $note)
    })
    if ($results.Count -eq 0 -and ($directive -band 4)) {
        return ''
    }
    $results
}
