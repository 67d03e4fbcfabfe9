package portal

import "strings"

// kind says what becomes of a template.
type kind uint8

const (
	unknown     kind = iota
	ignored          // nothing
	shown            // its first parameter
	shownLast        // its last parameter without a name
	linkedFirst      // its first parameter, the title of an article
	citation         // a source
	foreign          // an article of another wiki
	ship             // a ship with its prefix
	shipClass        // a class of ships
	anyShip          // a ship whose prefix is a parameter
	money            // an amount of a currency
	sign             // a sign or a word that stands for itself
	joined           // all its parameters
	listed           // all its parameters, with commas
	measure          // a measure with its unit
	fraction         // a fraction
	asOf             // "As of" with a date
	calendarDay      // a date from numbers
	fullName         // the parts of a name
	quantity         // a number with a unit
	magnitude        // the magnitude of an earthquake
	age              // the years from a date to another, or to the day of the page
	converted        // an amount of a currency with a letter for its size
	ofCurrency       // an amount with its currency
	about            // "c." with a number
)

// kindOf returns what becomes of a template, by its name in small letters.
func kindOf(name string) kind {
	if k := kindByName(name); k != unknown {
		return k
	}
	switch {
	case symbol(name) != "", strings.Trim(name, "0123456789") == "" && name != "":
		return sign
	case convertedSign(name) != "":
		return converted
	case prefixOf(name) != "":
		return ship
	case currencySign(name) != "":
		return money
	case strings.HasPrefix(name, "cite "), strings.HasPrefix(name, "citation/"), strings.HasPrefix(name, "vcite "):
		return citation
	case strings.HasPrefix(name, "lang-"), strings.HasPrefix(name, "script/"):
		return shown
	case strings.HasSuffix(name, " icon"), strings.HasPrefix(name, "pp-"), strings.HasPrefix(name, "use "), strings.HasSuffix(name, "-stub"),
		strings.HasPrefix(name, "defaultsort:"), strings.HasPrefix(name, "displaytitle:"), strings.HasPrefix(name, "current events"), strings.HasPrefix(name, "portal:current events"):
		return ignored
	}
	return unknown
}

// kindByName is the table of templates by their whole names.
func kindByName(name string) kind {
	switch name {
	case "cn", "citation needed", "citation-needed", "fact", "source?", "unsourced", "dead link", "deadlink", "dead-link", "dl", "broken link", "404",
		"webarchive", "wayback", "webcite", "memento", "cbignore", "clarify", "clarify me", "clarification needed", "when", "when?", "who", "who?", "which",
		"which?", "by whom", "by whom?", "where", "why", "what", "vague", "specify", "page needed", "dubious", "disputed inline", "disputed-inline",
		"failed verification", "not in citation given", "verify source", "verification needed", "better source", "better source needed",
		"unreliable source", "unreliable source?", "full citation needed", "subscription required", "subscription", "registration required",
		"registration", "paywall", "closed access", "open access", "free access", "subscription or libraries", "link note", "update inline", "update", "weasel inline",
		"weasel-inline", "peacock inline", "pov-statement", "or", "original research inline", "synthesis inline", "in lang", "languageicon", "language icon",
		"link language", "flagicon", "flag icon", "flagicon image", "flagdeco", "country flag", "image", "multiple image", "double image", "clear", "clr", "-", "br",
		"reflist", "refs", "references", "notelist", "refbegin", "refend", "toc", "tocright", "tocleft", "anchor", "anchors", "efn", "rp", "coord",
		"coor d", "shortcut", "main", "main article", "see also", "further", "details", "wikinews", "wikinewshas", "commons", "commons category", "sister", "portal",
		"portal bar", "current", "cleanup", "refimprove", "unreferenced", "expand", "stub", "protected", "semi-protected", "tl", "zh", "noprint", "nocontent",
		"col-begin", "col-break", "col-end", "end", "cot", "cob", "collapse top", "collapse bottom", "hidden begin", "hidden end", "div col", "div col end", "pad",
		"sic", "self-reference", "red link", "empty section", "in use", "inuse", "under construction", "toclimit", "toc limit", "short description", "undated":
		return ignored
	case "nowrap", "nobr", "nobreak", "no wrap", "j", "small", "smaller", "smalldiv", "big", "bigger", "larger", "large", "resize", "em", "strong", "bold", "italic", "italics",
		"ital", "abbr", "abbrv", "abbreviation", "tooltip", "hover title", "noitalic", "no italic", "nihongo", "vanchor", "visible anchor", "quote", "cquote",
		"blockquote", "bquote", "tq", "tqi", "strikethrough", "strike", "s", "del", "sup", "sub", "var", "samp", "code", "mono", "math", "mvar", "red", "green", "blue", "linktext", "lc", "uc", "lcfirst", "ucfirst", "not a typo",
		"typo", "proper name", "formatnum", "number", "date", "plainlist", "flatlist", "hlist", "flagathlete", "flagmedalist", "sdash", "longitem",
		"nobold", "normal", "plain text", "left", "center", "right", "smallcaps", "sc", "w", "ipa", "respell", "pronunciation", "translation", "literal translation", "lit", "ordinal", "quote box":
		return shown
	case "lang", "langx", "transl", "transliteration", "color", "colour", "font color", "fontcolour", "colored text", "background color", "font", "resize text":
		return shownLast
	case "flag", "flagcountry", "flagu", "flag+link", "fb", "fbu", "flagg", "nft", "bb", "cr", "ru", "rh", "vb", "ih", "fbw", "country", "l", "ll", "article link", "no link":
		return linkedFirst
	case "cite", "citation", "cite web", "cite news", "citeweb", "citenews", "web reference", "news reference", "newspaper reference", "web cite", "news cite", "newscite", "ref news",
		"ref web", "webref", "web", "citation style", "url", "official website", "official", "official url", "cite tweet", "tweet":
		return citation
	case "ill", "illm", "interlanguage link", "interlanguage link multi", "link-interwiki", "iw2", "ill2":
		return foreign
	case "sclass", "sclass-", "sclass2", "sclass2-", "ship class":
		return shipClass
	case "ship":
		return anyShip
	case "convert", "cvt", "conv", "convinfobox", "height", "weight":
		return measure
	case "frac", "fraction", "sfrac", "tfrac":
		return fraction
	case "as of", "asof", "as-of":
		return asOf
	case "start date", "end date", "date and time", "dts", "dma", "start date and age", "film date":
		return calendarDay
	case "sortname", "person name":
		return fullName
	case "val", "gaps", "nts", "ntsh":
		return quantity
	case "m", "magnitude", "earthquake magnitude":
		return magnitude
	case "age", "age in years", "age nts":
		return age
	case "currency":
		return ofCurrency
	case "circa", "c.", "ca", "ca.", "approx", "approximately":
		return about
	case "chem", "chem2", "sum", "concat":
		return joined
	case "ubl", "unbulleted list", "ubli", "bulleted list", "comma separated entries", "cslist", "comma list":
		return listed
	}
	return unknown
}

// symbol returns the text that a template without parameters stands for, or "".
func symbol(name string) string {
	switch name {
	case "nbsp", "space", "spaces", "thinsp", "thin space", "hair space", "hairsp", "sp", "indent", "zwj", "zwsp", "wbr", "shy", "ensp", "emsp":
		return " "
	case "ndash", "en dash", "endash", "–":
		return "–"
	case "mdash", "em dash", "emdash", "—":
		return "—"
	case "snd", "spnd", "spndash", "snds", "spaced ndash", "spaced en dash", "dash", "sndash":
		return " – "
	case "spaced mdash", "smdash", "snm":
		return " — "
	case "·", "•", "dot", "middot", "bullet", "bull", "•w", "·w", "dot separator", "*":
		return " · "
	case "'", "apostrophe", "apos":
		return "'"
	case "'s":
		return "'s"
	case "\"'", "\" '", "' \"", "'\"":
		return `"'`
	case "\"":
		return `"`
	case "!", "pipe", "bar":
		return "|"
	case "=", "equals":
		return "="
	case "(", "lbrace":
		return "{"
	case ")", "rbrace":
		return "}"
	case "((":
		return "{{"
	case "))":
		return "}}"
	case "bracket", "lbracket":
		return "["
	case "rbracket":
		return "]"
	case "times", "x":
		return "×"
	case "pm", "+-", "±":
		return "±"
	case "minus":
		return "−"
	case "deg", "degree", "°":
		return "°"
	case "dagger", "†":
		return "†"
	case "hash":
		return "#"
	case "asterisk", "ast", "star":
		return "*"
	case "colon":
		return ":"
	case "semicolon", ";":
		return ";"
	case "co2", "carbon dioxide":
		return "CO2"
	case "h2o", "water":
		return "H2O"
	case "...", "ellipsis":
		return "..."
	case "section sign", "§":
		return "§"
	case "numero sign", "no.", "numero":
		return "No."
	case "ad":
		return "AD"
	case "bce":
		return "BCE"
	case "ce":
		return "CE"
	case "bc":
		return "BC"
	case "okina", "okina2":
		return "ʻ"
	case "euro":
		return "€"
	}
	return ""
}

// prefixOf returns the prefix of a ship's name that a template writes, or "".
func prefixOf(name string) string {
	switch name {
	case "uss", "hms", "hmas", "hmcs", "hmnzs", "usns", "uscgc", "usat", "usav", "usrc", "css", "hnlms", "hdms", "hnoms", "hswms", "sms", "ins", "pns", "bns", "rfa", "ss", "rms",
		"rmms", "mv", "ms", "mt", "mf", "my", "mts", "gts", "ps", "ts", "tss", "rv", "sv", "hmt", "hmhs", "hmy", "rrs", "roks", "js", "jds", "kri", "kd", "rss", "slns", "brp", "tcg", "eml", "lé", "arm", "ara", "bap", "arc":
		return strings.ToUpper(name)
	case "hsc":
		return "HSC"
	}
	return ""
}

// convertedSign returns what stands before an amount of the currency of a template that
// shows it in another, too, or "".
func convertedSign(name string) string {
	currency, _ := strings.CutSuffix(name, "convert")
	if currency == name {
		return ""
	}
	return currencySign(strings.TrimSpace(currency))
}

// currencySign returns what stands before an amount of a currency, or "".
func currencySign(name string) string {
	switch name {
	case "usd", "us$", "us dollar":
		return "US$"
	case "gbp", "£", "pound sterling", "gbp2", "pounds":
		return "£"
	case "eur", "€", "euros":
		return "€"
	case "aud", "a$", "au$":
		return "A$"
	case "cad", "c$", "can$":
		return "C$"
	case "nzd", "nz$":
		return "NZ$"
	case "hkd", "hk$":
		return "HK$"
	case "sgd", "s$":
		return "S$"
	case "twd", "nt$":
		return "NT$"
	case "jpy", "jpy2", "¥", "yen", "jp¥":
		return "¥"
	case "cny", "rmb", "cn¥", "yuan":
		return "CN¥"
	case "inr", "₹", "indian rupee":
		return "₹"
	case "rub", "₽", "ruble":
		return "₽"
	case "krw", "₩":
		return "₩"
	case "php", "peso", "₱":
		return "₱"
	case "brl", "r$":
		return "R$"
	case "mxn":
		return "MX$"
	case "zar":
		return "R"
	case "chf":
		return "CHF "
	case "sek", "nok", "dkk", "pln", "czk", "huf", "thb", "idr", "myr", "pkr", "bdt", "ngn", "kes", "egp", "sar", "aed", "irr", "vnd", "try", "ils":
		return strings.ToUpper(name) + " "
	}
	return ""
}
