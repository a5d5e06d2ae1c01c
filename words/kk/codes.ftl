# Жабық тізімдер сөзбен: <тізім>-<код>. Ресми терминдер: docs/reference/glossary.md.

## Өтініш қай кезеңде

Stage-INTAKE = қабылдау
Stage-CHECKS = мәліметтерді тексеру
Stage-COMMISSION = учаскелік комиссия
Stage-ASSESSMENT = табысты есептеу
Stage-DECISION = шешім қабылдау
Stage-DECIDED = шешім қабылданды
Stage-REVIEW = шешім шағым бойынша қайта қаралуда
Stage-WITHDRAWN = өтініш кері қайтарып алынды

## Кім әрекет етеді

Role-caseworker = маман
Role-head = уәкілетті органның басшысы
Role-commission = комиссия мүшесі
Role-auditor = аудитор
Role-deputy = депутат
Role-operator = оператор
Role-service = ақпараттық жүйе

Party-OFFICE = халықты жұмыспен қамту орталығы
Party-COMMISSION = учаскелік комиссия
Party-AUTHORISED_BODY = уәкілетті орган
Party-STATE_BODY = мемлекеттік орган
Party-REVIEWING_BODY = шағымды қарайтын орган
Party-REGISTRY = ақпараттық жүйенің иесі
Party-AKIMAT = әкімдік
Party-APPLICANT = өтініш беруші
Party-MINISTRY = Еңбек және халықты әлеуметтік қорғау министрлігі
Party-SYSTEM = осы жүйе
Party-BUS = «электрондық үкімет» шлюзі
Party-LAW = ешкім, заңда солай көзделген

StateBody-AKIMAT = әкімдік
StateBody-MINISTRY_OF_JUSTICE = Әділет министрлігі
StateBody-MINISTRY_OF_INTERIOR = Ішкі істер министрлігі
StateBody-STATE_REVENUE_COMMITTEE = Мемлекеттік кірістер комитеті
StateBody-STATE_CORPORATION = «Азаматтарға арналған үкімет» мемлекеттік корпорациясы

MemberRole-APPLICANT = өтініш беруші
MemberRole-SPOUSE = жұбайы
MemberRole-CHILD = бала
MemberRole-FATHER = әке
MemberRole-MOTHER = ана
MemberRole-OTHER = отбасының басқа мүшесі

## Өтініш қалай берілді

Channel-CENTRE = халықты жұмыспен қамту орталығы арқылы
Channel-AKIM = әкім арқылы
Channel-PUBLIC_SERVICE_CENTRE = халыққа қызмет көрсету орталығы арқылы
Channel-EGOV = «электрондық үкімет» порталы арқылы

Language-kk = қазақ тілі
Language-ru = орыс тілі
Language-en = ағылшын тілі

## Мемлекетке не белгілі

Registry-ADDRESS_REGISTER = Мекенжай тіркелімі
Registry-CIVIL_STATUS = Азаматтық хал актілерін тіркеу
Registry-PERSONS = «Жеке тұлғалар» мемлекеттік дерекқоры
Registry-REAL_ESTATE = Жылжымайтын мүлік тіркелімі
Registry-EGOV_BASE = «электрондық үкімет» порталының дерекқоры
Registry-LEGAL_ENTITIES = «Заңды тұлғалар» мемлекеттік дерекқоры
Registry-ENFORCEMENT = атқарушылық іс жүргізу ақпараттық жүйесі
Registry-LABOUR_MARKET = «Еңбек нарығы» ақпараттық жүйесі
Registry-SOCIAL_STATUS = әлеуметтік мәртебе ақпараттық жүйесі
Registry-PENSION = зейнетақы жарналарының ақпараттық жүйесі
Registry-VEHICLES = көлік құралдарының ақпараттық жүйесі
Registry-LIVESTOCK = ауыл шаруашылығы жануарларының ақпараттық жүйесі
Registry-TAX = салық қызметінің ақпараттық жүйесі
Registry-EDUCATION = ұлттық білім беру дерекқоры

Fact-IDENTITY = жеке басы
Fact-RESIDENCE = тұрғылықты жері бойынша тіркелуі
Fact-STREET = мекенжайдағы көше
Fact-HOUSE = үй нөмірі
Fact-FLAT = пәтер нөмірі
Fact-BIRTH = тууы
Fact-FATHER = баланың әкесі
Fact-DEATH = қайтыс болуы
Fact-MARRIAGE = некесі
Fact-DIVORCE = некесінің бұзылуы
Fact-PARENT = ата-анасы
Fact-PROPERTY = жылжымайтын мүлкі
Fact-ALIMONY = алимент
Fact-INCOME = табысы
Fact-DISABILITY = мүгедектігі
Fact-STUDY = оқуы
Fact-VEHICLES = көлік құралдары
Fact-LIVESTOCK = ауыл шаруашылығы жануарлары
Fact-OTHER = өзге мәліметтер

Coverage-INSIDE = жүйе мұны біле алады
Coverage-OUTSIDE = жүйенің электрондық жазбалары басталғанға дейін
Coverage-ABROAD = шетелде тіркелген

LookupOutcome-FOUND_COMPLETE = толық табылды
LookupOutcome-FOUND_INCOMPLETE = табылды, бірақ толық емес
LookupOutcome-NOT_FOUND = жазба жоқ
LookupOutcome-OUTSIDE_COVERAGE = жазба жоқ, себебі акт электрондық жазбалар басталғанға дейін немесе шетелде жасалған
LookupOutcome-CONFLICT = жазбалар бір-біріне қайшы
LookupOutcome-STALE = жазба ескірген
LookupOutcome-ACCESS_DENIED = қол жеткізуден бас тартылды
LookupOutcome-CONSENT_REQUIRED = дербес деректер субъектісінің келісімі қажет
LookupOutcome-VALIDATION_REJECTED = сұрау салу қабылданбады
LookupOutcome-TIMEOUT = уақытында жауап жоқ
LookupOutcome-UNAVAILABLE = жүйе қолжетімсіз
LookupOutcome-PROVIDER_ERROR = жүйенің қатесі
LookupOutcome-NOT_INTEGRATED = ақпараттық жүйе қосылмаған

GapCause-NOT_FILLED = мәліметтер енгізілмеген
GapCause-OUTSIDE_COVERAGE = акт электрондық жазбалар басталғанға дейін немесе шетелде жасалған
GapCause-INTEGRATION = деректер алмасудағы ақау
GapCause-NO_SOURCE = ақпараттық жүйе қосылмаған
GapCause-CONSENT = дербес деректер субъектісінің келісімі жоқ
GapCause-CONTRADICTION = мәліметтер қайшы немесе ескірген

StateAnswer-PROVIDED = мәліметтер берілді
StateAnswer-NO_DATA = мұндай мәліметтер жоқ
StateAnswer-REFUSED = мәліметтерді беруден бас тартылды

## Құжаттар

DocumentType-IDENTITY_CARD = жеке куәлік
DocumentType-RESIDENCE_CERTIFICATE = тұрғылықты жері бойынша тіркелуі туралы анықтама
DocumentType-BIRTH_CERTIFICATE = туу туралы куәлік
DocumentType-PATERNITY_CERTIFICATE = әке болуды анықтау туралы куәлік
DocumentType-DEATH_CERTIFICATE = қайтыс болу туралы куәлік
DocumentType-MARRIAGE_CERTIFICATE = неке қию туралы куәлік
DocumentType-DIVORCE_CERTIFICATE = некені бұзу туралы куәлік
DocumentType-ALIMONY_CERTIFICATE = алимент туралы анықтама
DocumentType-INCOME_CERTIFICATE = табыс туралы анықтама
DocumentType-PROPERTY_CERTIFICATE = жылжымайтын мүлік туралы анықтама
DocumentType-DISABILITY_CERTIFICATE = мүгедектік туралы анықтама
DocumentType-STUDY_CERTIFICATE = оқу орнынан анықтама
DocumentType-VEHICLE_CERTIFICATE = көлік құралдары туралы анықтама
DocumentType-LIVESTOCK_CERTIFICATE = ауыл шаруашылығы жануарлары туралы анықтама
DocumentType-CONSENT = дербес деректер субъектісінің келісімі
DocumentType-OTHER = басқа құжат

Verdict-ASKED_AGAIN = негізсіз — бұл құжат бұрын талап етілген
Verdict-ASKED_TOO_EARLY = негізсіз — мемлекеттің жауабы әлі күтілуде еді
Verdict-PRESENT_BUT_ASKED = негізсіз — мемлекет бұл мәліметті берген
Verdict-NO_BASIS = негізсіз — заңды негіз көрсетілмеген
Verdict-GAP = негізді — мемлекетте дерек жоқ, заңды негіз көрсетілген
Verdict-NO_REGISTRY = негізді — ақпараттық жүйе қосылмаған, заңды негіз көрсетілген
Verdict-NEVER_LOOKED_UP = негізсіз — ақпараттық жүйеден сұралмаған

DemandWithdrawal-NOT_NEEDED = құжат қажет емес
DemandWithdrawal-ASKED_IN_ERROR = қателесіп талап етілген
DemandWithdrawal-GAP_CLOSED = мәліметтер құжатсыз алынды

Basis-ORDER_320_PAPER_BEFORE_2007 = № 320 бұйрық, акт 2007 жылғы 13 тамызға дейін тіркелген
Basis-ORDER_320_PAPER_BEFORE_2008 = № 320 бұйрық, акт 2008 жылғы 1 маусымға дейін тіркелген
Basis-ORDER_320_ACT_ABROAD = № 320 бұйрық, акт шетелде тіркелген
Basis-ORDER_320_NO_ELECTRONIC_SOURCE = № 320 бұйрық, ақпараттық жүйе қосылмаған
Basis-ORDER_320_ADDRESS_NOT_IN_REGISTER = № 320 бұйрық, мекенжай Мекенжай тіркелімінде жоқ
Basis-ORDER_320_NO_DATA_IN_SYSTEM = № 320 бұйрық, ақпараттық жүйеде дерек жоқ
Basis-ORDER_320_APPLICATION_PAPERS = № 320 бұйрық, өтініштің өз құжаттары
Basis-ORDER_227_PAPER_BEFORE_2007 = № 227 бұйрық, акт 2007 жылғы 13 тамызға дейін тіркелген
Basis-ORDER_227_PAPER_BEFORE_2008 = № 227 бұйрық, акт 2008 жылғы 1 маусымға дейін тіркелген
Basis-ORDER_227_ACT_ABROAD = № 227 бұйрық, акт шетелде тіркелген
Basis-ORDER_227_NO_ELECTRONIC_SOURCE = № 227 бұйрық, ақпараттық жүйе қосылмаған
Basis-ORDER_227_ADDRESS_NOT_IN_REGISTER = № 227 бұйрық, мекенжай Мекенжай тіркелімінде жоқ
Basis-ORDER_227_NO_DATA_IN_SYSTEM = № 227 бұйрық, ақпараттық жүйеде дерек жоқ
Basis-ORDER_227_APPLICATION_PAPERS = № 227 бұйрық, өтініштің өз құжаттары
Basis-LAW_94_CONSENT = 2013 жылғы 21 мамырдағы № 94 Заң, дербес деректер субъектісінің келісімі

## Комиссия, келісімшарт, шешім

Conclusion-NEEDS = отбасы мұқтаж
Conclusion-NOT_IN_NEED = отбасы мұқтаж емес
Conclusion-INSPECTION_REFUSED = өтініш беруші тексеруден бас тартты

IncomeBand-BELOW = кедейлік шегінен төмен
IncomeBand-ABOVE = кедейлік шегінен жоғары

AidKind-UNCONDITIONAL = шартсыз ақшалай көмек
AidKind-CONDITIONAL = шартты ақшалай көмек

RefusalGround-INCOME_ABOVE_LINE = отбасының жан басына шаққандағы орташа табысы кедейлік шегінен жоғары
RefusalGround-INSPECTION_REFUSED = өтініш беруші учаскелік комиссияның тексеруінен бас тартты
RefusalGround-NOT_IN_NEED = учаскелік комиссияның қорытындысы бойынша отбасы мұқтаж емес
RefusalGround-EMPLOYMENT_REFUSED = отбасының еңбекке қабілетті мүшесі жұмыспен қамтуға жәрдемдесу шараларынан бас тартты
RefusalGround-CONTRACT_BREACHED = әлеуметтік келісімшарт бұзылды немесе ол бойынша міндеттемелер орындалмады
RefusalGround-FALSE_INFORMATION = көрінеу жалған мәліметтер немесе анық емес құжаттар ұсынылды

Withdrawal-APPLICANT_REQUEST = өтініш берушінің қалауы бойынша
Withdrawal-MOVED_AWAY = отбасы көшіп кетті
Withdrawal-DEATH = өтініш беруші қайтыс болды
Withdrawal-SUBMITTED_IN_ERROR = қателесіп берілген

ContractKind-SOCIAL_CONTRACT = әлеуметтік келісімшарт
ContractKind-INDIVIDUAL_PLAN = жеке жоспар

ExtensionReason-AWAITING_STATE_BODY = мемлекеттік органның жауабы күтілуде
ExtensionReason-AWAITING_ORGANISATION = ұйымның жауабы күтілуде
ExtensionReason-OTHER = басқа себеп

## Шешімнен кейін

NoticeChannel-LETTER = хатпен
NoticeChannel-SMS = телефонға қысқа хабарламамен
NoticeChannel-EGOV = «электрондық үкімет» порталы арқылы
NoticeChannel-IN_PERSON = жеке өзіне

PaymentGround-CONTRACT_BREACHED = әлеуметтік келісімшарт бойынша міндеттемелер орындалмады
PaymentGround-CIRCUMSTANCES_CHANGED = отбасының жағдайы өзгерді
PaymentGround-FALSE_INFORMATION = жалған мәліметтер ұсынылды
PaymentGround-MOVED_AWAY = отбасы көшіп кетті
PaymentGround-DEATH = алушы қайтыс болды
PaymentGround-RECIPIENT_REQUEST = алушының қалауы бойынша
PaymentGround-PERIOD_ENDED = көмек кезеңі аяқталды
PaymentGround-DECISION_CHANGED = шешім өзгертілді
PaymentGround-GROUND_CEASED = тоқтата тұру себебі жойылды

ComplaintResult-DISMISSED = қанағаттандырусыз қалдырылды
ComplaintResult-UPHELD = қанағаттандырылды

## Өтінішпен кім жұмыс істейді

AssignmentWay-NEXT = кезектегі келесі өтініш
AssignmentWay-BY_HAND = басшының шешімі бойынша

HandBack-CONFLICT_OF_INTEREST = мүдделер қақтығысы
HandBack-LANGUAGE = өтініш беруші басқа тілде сөйлейді
HandBack-NEEDS_EXPERIENCE = көбірек тәжірибе қажет
HandBack-WORKLOAD = жұмыстағы өтініштер тым көп
HandBack-ABSENCE = жұмыста болмау
HandBack-GIVEN_IN_ERROR = қателесіп берілген
HandBack-OTHER = басқа себеп

## Күту

WaitKind-registration = тіркеу
WaitKind-file = істі беру
WaitKind-queue = сұрау салуларды жіберу
WaitKind-lookup = ақпараттық жүйенің жауабы
WaitKind-retry = ақпараттық жүйеге қайта сұрау салу
WaitKind-gap = ешкім айналыспай жатқан деректің болмауы
WaitKind-state_request = мемлекеттік органның жауабы
WaitKind-document = өтініш берушіден құжат
WaitKind-commission = учаскелік комиссияның қорытындысы
WaitKind-assessment = табысты есептеу
WaitKind-contract = өтініш берушінің қолы
WaitKind-decision = шешім
WaitKind-complaint = шағымды қарау
WaitKind-idle = әрекетсіздік

WaitCause-REGISTRATION = өтініш тіркелмеген
WaitCause-TRANSFER = іс басқа органға берілуде
WaitCause-QUEUE = сұрау салулар әлі жіберілген жоқ
WaitCause-LOOKUP = ақпараттық жүйе әлі жауап бермеді
WaitCause-RETRY = сұрау салуды қайталау қажет
WaitCause-UNATTENDED_GAP = дерек жоқ, ал ол ешкімнен сұралмаған
WaitCause-STATE_REQUEST = мемлекеттік орган әлі жауап бермеді
WaitCause-DOCUMENT = өтініш берушіден құжат талап етілді
WaitCause-INSPECTION = учаскелік комиссия әлі қорытынды берген жоқ
WaitCause-ASSESSMENT = табыс әлі есептелген жоқ
WaitCause-CONTRACT = өтініш беруші әлі қол қойған жоқ
WaitCause-DECISION = шешім әлі жоқ
WaitCause-COMPLAINT = шағым қаралуда
WaitCause-IDLE = өтініш бойынша ештеңе жасалған жоқ

## Қадағалау не табады

FindingRule-APPROVED_AGAINST_CONCLUSION = комиссия қорытындысына қайшы тағайындалды
FindingRule-TOO_FEW_SIGNATURES = қорытындыда қол жеткіліксіз немесе барлығы бір құрылғыдан қойылған
FindingRule-DECIDED_WITHOUT_CONCLUSION = шешім комиссия қорытындысына дейін қабылданды
FindingRule-UNJUSTIFIED_DEMAND = құжат негізсіз талап етілді
FindingRule-OVER_TERM = мерзім бұзылды
FindingRule-STATE_NOT_ASKED = жауап бере алатын мемлекеттік органнан бұрын өтініш берушіден сұралды
FindingRule-UNLAWFUL_EXTENSION = мерзімді ұзарту есепке алынбайды
FindingRule-SILENCE = өтініш қозғалуы керек болса да, ештеңе болмады
FindingRule-PAUSE_ON_LAST_DAY = үзіліс мерзімнің соңғы күні немесе кейін басталды
FindingRule-PAUSE_REPEATED = сол себеппен үзіліс қайта басталды
FindingRule-PAUSE_WITH_WORK = үзіліс кезінде жұмыс жүрді
FindingRule-PAUSE_NOT_FOLLOWED_UP = өтініш берушіге еске салынбаған ұзақ үзіліс
FindingRule-CONTRADICTION = жазбалар бір-біріне қайшы
FindingRule-CLAMPED = оқиғаның күні алдыңғысынан бұрын көрсетілген
FindingRule-ANSWERED_TWICE = бір сұрауға екінші жауап

FindingStatus-OPEN = ашық
FindingStatus-ACKNOWLEDGED = назарға алынды
FindingStatus-ANSWERED = жауап берілді
FindingStatus-CLOSED = жабылды

FindingAnswer-MENDED = түзетілді
FindingAnswer-LAWFUL_REASON = заңды себеп болды
FindingAnswer-RECORD_WRONG = жазба қате
FindingAnswer-DISPUTED = дауланады

FindingClosure-ANSWER_ACCEPTED = жауап қабылданды
FindingClosure-MEASURES_TAKEN = шаралар қабылданды
FindingClosure-NO_VIOLATION = бұзушылық жоқ
FindingClosure-REFERRED = басқа органға берілді
FindingClosure-NO_LONGER_HOLDS = кейін жазылғандар бойынша енді расталмайды

## Депутаттар не сұрайды

InquiryTemplate-CLAIMS = өтініштер: түсті, тағайындалды, бас тартылды, қаралуда
InquiryTemplate-FAMILIES = отбасылар, адамдар және балалар
InquiryTemplate-PAPERS = қосымша құжаттарды талап ету
InquiryTemplate-MISSING_DATA = деректердің болмау себептері
InquiryTemplate-BACKLOG = кезек, мерзімдер және ақпараттық жүйелердің ақаулары
InquiryTemplate-COVERAGE = жергілікті қамту
InquiryTemplate-UNJUSTIFIED = негізсіз тағайындаулар

NotRecorded-TENGE_PAID = төленген сома: төлемнің басталғаны, тоқтатыла тұрғаны немесе тоқтатылғаны жазылады, ал мөлшері жазылмайды
NotRecorded-ENTITLED_POPULATION = қаншасының құқығы бар екені: тек өтініш бергендер белгілі
NotRecorded-SUMS_TO_RETURN = қайтарылуға тиіс сома: мөлшері жазылмайды, тек тағайындаудың ережені бұзғаны жазылады
NotRecorded-SYSTEM_DOWNTIME = өтініштер енгізілетін жүйенің тоқтап тұруы: тек сұрау салынған жүйелердің жауаптары мен ақаулары жазылады

InquiryStatus-ANSWERED = сандар берілді, хат күтілуде
InquiryStatus-REPLIED = жазбаша жауап берілді

KeptBack-PERSONS = қанша адам және бала: дәл сандар тек аудиторларға беріледі
KeptBack-ASKERS = құжаттарды кім талап етті: дәл сандар тек аудиторларға беріледі
KeptBack-ATTEMPTS = ақпараттық жүйелердің әрекеттері мен ақаулары: дәл сандар тек аудиторларға беріледі
KeptBack-DISTRICTS = аудандар бойынша: дәл сандар тек аудиторларға беріледі
KeptBack-REGIONS = өңірлер бойынша: дәл сандар тек аудиторларға беріледі
KeptBack-GROUNDS_BY_REGION = бас тарту негіздері, өңірлер бойынша: дәл сандар тек аудиторларға беріледі
KeptBack-RECEIPTS = талап етілген құжаттардың қаншасы ұсынылды, қанша талап алынып тасталды: дәл сандар тек аудиторларға беріледі
KeptBack-CLOSINGS = жоқ деректердің орны немен толды: дәл сандар тек аудиторларға беріледі
KeptBack-WAITED = қаралудағы өтініштер қанша күтуде: дәл сандар тек аудиторларға беріледі
KeptBack-LOST = жоғалған уақыт, ақпараттық жүйелер мен себептер бойынша: дәл сандар тек аудиторларға беріледі
