package bench

// functionWords are the small words between the names, most frequent first.
const functionWords = `the of in a to and for by is at on from with that an are as was has have
his its against were after will it over be been according their who which into between two about near
more than this he not during under while but when where also they had before out up one all other
her first three being amid following some most such only against despite without since until within
because around among through several some many both each four five six around off down per if so no
them she there what how can could would should may might must do does did just still already again`

// newsWords are everyday words of news prose, most frequent first.
const newsWords = `people government president minister state police killed least forces new country
says military attack city officials prime election court million party group army leader capital
former national dies security announces killing union area region members parliament south north
workers reports east west fire war protest report war crash vote law company bank economic death
troops injured air foreign power public bomb storm earthquake flood aircraft plane ship train port
border rebels militants talks deal agreement peace treaty trade oil gas water nuclear energy plant
prison trial judge charges arrest arrested suspected accused convicted sentenced guilty murder fraud
corruption scandal resigns elected wins defeats loses final match team league champion title cup
record race olympic medal player coach football tennis cricket golf world international central
supreme federal local regional northern southern eastern western coast island river mountain valley
village town district province governor mayor king queen prince church religious leader spokesman
statement press media television newspaper journalist editor film actor singer album award prize
science research scientists study space satellite launch mission rocket discovery species disease
virus outbreak health hospital doctors patients vaccine treatment drug food market stock shares price
rise fall growth crisis debt budget tax billion percent quarter sales profit industry factory strike
union wage jobs unemployment reform bill policy rights human freedom law order emergency curfew
evacuate rescue survivors victims missing bodies wounded casualties explosion blast shooting gunman
hostage kidnapped released seized captured recaptured advance retreat ceasefire offensive operation
raid weapons missile drone tank soldiers officers commander general colonel chief head director
secretary ambassador embassy diplomat visit meeting summit conference council committee commission
assembly senate congress house opposition coalition majority referendum independence constitution
amendment ruling appeal verdict inquiry investigation evidence witness claims denies confirms warns
calls urges demands rejects accepts approves signs agrees begins ends continues plans expected
scheduled postponed cancelled opens closes reopens collapses sinks derails crashes hits strikes
kills injures destroys damages affects causes leaves forces heavy severe major large small early late
morning night week month year decade century history oldest youngest largest highest worst best`

// placeNouns follow a made name: "Velkar Province".
const placeNouns = `Province City River Island Airport University Stadium Governorate District
Airlines Party Army Police Bank Group Corporation Church Parliament Liberation-Front Football-Club
Supreme-Court Stock-Exchange Space-Agency Motor-Company National-Park`

// officeNouns stand before a made name: "President of Velkar".
const officeNouns = `President Government Parliament Republic Battle Ministry Gulf Bishop University
Bank Siege Treaty Council Port`

// eventNouns end the name of an event: "2011 Velkar earthquake".
const eventNouns = `earthquake floods protests bombing crisis cyclone hostage-crisis train-crash
outbreak attacks Grand-Prix Summer-Games coup wildfires`

// paperNouns end the name of a publisher: "Velkar Times".
const paperNouns = `Times Post News Herald Tribune Journal Press-Agency Daily Gazette Observer
Television Radio Mail Standard Star`

// sections are the headings of groups of events on newer day pages.
const sections = `Armed-conflicts-and-attacks Arts-and-culture Business-and-economy
Disasters-and-accidents Health-and-environment International-relations Law-and-crime
Politics-and-elections Science-and-technology Sport`

// hanCharacters are common Chinese characters, most frequent first.
const hanCharacters = `的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能
下过子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业
本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气
第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提直题党程展五果料象员革位入常文总次品式活设及管特件
长求老头基资边流路级少图山统接知较将组见计别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光
门即保治北造百规热领七海口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带
安场身车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石记需段研界拉
林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青省列习响约支般史感劳便团往酸历
市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型眼王按格养易置派层片始却专状育厂京识适属圆包火住
调满县局照参红细引听该铁价严`

// The parts of made words.
const (
	syllableOnsets = `b b br c ch d d dr f g gr h j k k kh kr l l m m n n p p pr qu r r s s sh st t t th tr v v w y z`
	syllableVowels = `a a a a e e e e i i i o o o u u ai au ea ia io ou`
	syllableCodas  = `- - - - - - - - - l m n n nd ng r r rd rk s st t x`
	wordEndings    = `s ed ing er an ian ist ese ism ov`
	accentedVowels = `á é í ó ö ü ã`
)
