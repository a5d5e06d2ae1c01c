# Закрытые списки словами: <список>-<код>. Официальные термины: docs/reference/glossary.md.

## Где находится заявление

Stage-INTAKE = приём
Stage-CHECKS = проверка сведений
Stage-COMMISSION = участковая комиссия
Stage-ASSESSMENT = расчёт дохода
Stage-DECISION = принятие решения
Stage-DECIDED = решение принято
Stage-REVIEW = решение пересматривается по жалобе
Stage-WITHDRAWN = заявление отозвано

## Кто действует

Role-caseworker = специалист
Role-head = руководитель уполномоченного органа
Role-commission = член комиссии
Role-auditor = аудитор
Role-deputy = депутат
Role-operator = оператор
Role-service = информационная система

Party-OFFICE = центр занятости населения
Party-COMMISSION = участковая комиссия
Party-AUTHORISED_BODY = уполномоченный орган
Party-STATE_BODY = государственный орган
Party-REVIEWING_BODY = орган, рассматривающий жалобу
Party-REGISTRY = владелец информационной системы
Party-AKIMAT = акимат
Party-APPLICANT = заявитель
Party-MINISTRY = Министерство труда и социальной защиты населения
Party-SYSTEM = настоящая система
Party-BUS = шлюз «электронного правительства»
Party-LAW = никто, так предусмотрено законом

StateBody-AKIMAT = акимат
StateBody-MINISTRY_OF_JUSTICE = Министерство юстиции
StateBody-MINISTRY_OF_INTERIOR = Министерство внутренних дел
StateBody-STATE_REVENUE_COMMITTEE = Комитет государственных доходов
StateBody-STATE_CORPORATION = Государственная корпорация «Правительство для граждан»

MemberRole-APPLICANT = заявитель
MemberRole-SPOUSE = супруг или супруга
MemberRole-CHILD = ребёнок
MemberRole-FATHER = отец
MemberRole-MOTHER = мать
MemberRole-OTHER = другой член семьи

## Как подано заявление

Channel-CENTRE = через центр занятости населения
Channel-AKIM = через акима
Channel-PUBLIC_SERVICE_CENTRE = через центр обслуживания населения
Channel-EGOV = через портал «электронного правительства»

Language-kk = казахский
Language-ru = русский
Language-en = английский

## Что известно государству

Registry-ADDRESS_REGISTER = Адресный регистр
Registry-CIVIL_STATUS = Регистрация актов гражданского состояния
Registry-PERSONS = государственная база данных «Физические лица»
Registry-REAL_ESTATE = Регистр недвижимости
Registry-EGOV_BASE = база данных портала «электронного правительства»
Registry-LEGAL_ENTITIES = государственная база данных «Юридические лица»
Registry-ENFORCEMENT = информационная система исполнительного производства
Registry-LABOUR_MARKET = информационная система «Рынок труда»
Registry-SOCIAL_STATUS = информационная система социального статуса
Registry-PENSION = информационная система пенсионных взносов
Registry-VEHICLES = информационная система транспортных средств
Registry-LIVESTOCK = информационная система сельскохозяйственных животных
Registry-TAX = информационная система налоговой службы
Registry-EDUCATION = национальная образовательная база данных

Fact-IDENTITY = личность
Fact-RESIDENCE = регистрация по месту жительства
Fact-STREET = улица в адресе
Fact-HOUSE = номер дома
Fact-FLAT = номер квартиры
Fact-BIRTH = рождение
Fact-FATHER = отец ребёнка
Fact-DEATH = смерть
Fact-MARRIAGE = брак
Fact-DIVORCE = расторжение брака
Fact-PARENT = родитель
Fact-PROPERTY = недвижимость
Fact-ALIMONY = алименты
Fact-INCOME = доход
Fact-DISABILITY = инвалидность
Fact-STUDY = учёба
Fact-VEHICLES = транспортные средства
Fact-LIVESTOCK = сельскохозяйственные животные
Fact-OTHER = прочие сведения

Coverage-INSIDE = система может это знать
Coverage-OUTSIDE = раньше начала электронных записей системы
Coverage-ABROAD = зарегистрировано за рубежом

LookupOutcome-FOUND_COMPLETE = найдено полностью
LookupOutcome-FOUND_INCOMPLETE = найдено, но не полностью
LookupOutcome-NOT_FOUND = записи нет
LookupOutcome-OUTSIDE_COVERAGE = записи нет, потому что акт составлен до начала электронных записей или за рубежом
LookupOutcome-CONFLICT = записи противоречат друг другу
LookupOutcome-STALE = запись устарела
LookupOutcome-ACCESS_DENIED = в доступе отказано
LookupOutcome-CONSENT_REQUIRED = нужно согласие субъекта персональных данных
LookupOutcome-VALIDATION_REJECTED = запрос не принят
LookupOutcome-TIMEOUT = ответа вовремя нет
LookupOutcome-UNAVAILABLE = система недоступна
LookupOutcome-PROVIDER_ERROR = ошибка системы
LookupOutcome-NOT_INTEGRATED = информационная система не подключена

GapCause-NOT_FILLED = сведения не внесены
GapCause-OUTSIDE_COVERAGE = акт составлен до начала электронных записей или за рубежом
GapCause-INTEGRATION = сбой в обмене данными
GapCause-NO_SOURCE = информационная система не подключена
GapCause-CONSENT = нет согласия субъекта персональных данных
GapCause-CONTRADICTION = сведения противоречивы или устарели

StateAnswer-PROVIDED = сведения предоставлены
StateAnswer-NO_DATA = таких сведений нет
StateAnswer-REFUSED = в предоставлении сведений отказано

## Документы

DocumentType-IDENTITY_CARD = удостоверение личности
DocumentType-RESIDENCE_CERTIFICATE = справка о регистрации по месту жительства
DocumentType-BIRTH_CERTIFICATE = свидетельство о рождении
DocumentType-PATERNITY_CERTIFICATE = свидетельство об установлении отцовства
DocumentType-DEATH_CERTIFICATE = свидетельство о смерти
DocumentType-MARRIAGE_CERTIFICATE = свидетельство о заключении брака
DocumentType-DIVORCE_CERTIFICATE = свидетельство о расторжении брака
DocumentType-ALIMONY_CERTIFICATE = справка об алиментах
DocumentType-INCOME_CERTIFICATE = справка о доходах
DocumentType-PROPERTY_CERTIFICATE = справка о недвижимости
DocumentType-DISABILITY_CERTIFICATE = справка об инвалидности
DocumentType-STUDY_CERTIFICATE = справка с места учёбы
DocumentType-VEHICLE_CERTIFICATE = справка о транспортных средствах
DocumentType-LIVESTOCK_CERTIFICATE = справка о сельскохозяйственных животных
DocumentType-CONSENT = согласие субъекта персональных данных
DocumentType-OTHER = другой документ

Verdict-ASKED_AGAIN = не обосновано — этот документ уже требовали
Verdict-ASKED_TOO_EARLY = не обосновано — ответ государства ещё ожидался
Verdict-PRESENT_BUT_ASKED = не обосновано — государство эти сведения уже дало
Verdict-NO_BASIS = не обосновано — законное основание не названо
Verdict-GAP = обосновано — у государства сведений нет, законное основание названо
Verdict-NO_REGISTRY = обосновано — информационная система не подключена, законное основание названо
Verdict-NEVER_LOOKED_UP = не обосновано — информационную систему не спросили

DemandWithdrawal-NOT_NEEDED = документ не нужен
DemandWithdrawal-ASKED_IN_ERROR = затребовано по ошибке
DemandWithdrawal-GAP_CLOSED = сведения получены без документа

Basis-ORDER_320_PAPER_BEFORE_2007 = приказ № 320, акт зарегистрирован до 13 августа 2007 года
Basis-ORDER_320_PAPER_BEFORE_2008 = приказ № 320, акт зарегистрирован до 1 июня 2008 года
Basis-ORDER_320_ACT_ABROAD = приказ № 320, акт зарегистрирован за рубежом
Basis-ORDER_320_NO_ELECTRONIC_SOURCE = приказ № 320, информационная система не подключена
Basis-ORDER_320_ADDRESS_NOT_IN_REGISTER = приказ № 320, адреса нет в Адресном регистре
Basis-ORDER_320_NO_DATA_IN_SYSTEM = приказ № 320, в информационной системе нет сведений
Basis-ORDER_320_APPLICATION_PAPERS = приказ № 320, документы самого заявления
Basis-ORDER_227_PAPER_BEFORE_2007 = приказ № 227, акт зарегистрирован до 13 августа 2007 года
Basis-ORDER_227_PAPER_BEFORE_2008 = приказ № 227, акт зарегистрирован до 1 июня 2008 года
Basis-ORDER_227_ACT_ABROAD = приказ № 227, акт зарегистрирован за рубежом
Basis-ORDER_227_NO_ELECTRONIC_SOURCE = приказ № 227, информационная система не подключена
Basis-ORDER_227_ADDRESS_NOT_IN_REGISTER = приказ № 227, адреса нет в Адресном регистре
Basis-ORDER_227_NO_DATA_IN_SYSTEM = приказ № 227, в информационной системе нет сведений
Basis-ORDER_227_APPLICATION_PAPERS = приказ № 227, документы самого заявления
Basis-LAW_94_CONSENT = Закон № 94 от 21 мая 2013 года, согласие субъекта персональных данных

## Комиссия, контракт, решение

Conclusion-NEEDS = семья нуждается
Conclusion-NOT_IN_NEED = семья не нуждается
Conclusion-INSPECTION_REFUSED = заявитель отказался от обследования

IncomeBand-BELOW = ниже черты бедности
IncomeBand-ABOVE = выше черты бедности

AidKind-UNCONDITIONAL = безусловная денежная помощь
AidKind-CONDITIONAL = обусловленная денежная помощь

RefusalGround-INCOME_ABOVE_LINE = среднедушевой доход семьи выше черты бедности
RefusalGround-INSPECTION_REFUSED = заявитель отказался от обследования участковой комиссией
RefusalGround-NOT_IN_NEED = по заключению участковой комиссии семья не нуждается
RefusalGround-EMPLOYMENT_REFUSED = трудоспособный член семьи отказался от мер содействия занятости
RefusalGround-CONTRACT_BREACHED = социальный контракт расторгнут или обязательства по нему не исполнены
RefusalGround-FALSE_INFORMATION = представлены заведомо ложные сведения или недостоверные документы

Withdrawal-APPLICANT_REQUEST = по желанию заявителя
Withdrawal-MOVED_AWAY = семья переехала
Withdrawal-DEATH = смерть заявителя
Withdrawal-SUBMITTED_IN_ERROR = подано по ошибке

ContractKind-SOCIAL_CONTRACT = социальный контракт
ContractKind-INDIVIDUAL_PLAN = индивидуальный план

ExtensionReason-AWAITING_STATE_BODY = ожидается ответ государственного органа
ExtensionReason-AWAITING_ORGANISATION = ожидается ответ организации
ExtensionReason-OTHER = другая причина

## После решения

NoticeChannel-LETTER = письмом
NoticeChannel-SMS = коротким сообщением на телефон
NoticeChannel-EGOV = через портал «электронного правительства»
NoticeChannel-IN_PERSON = лично

PaymentGround-CONTRACT_BREACHED = не исполнены обязательства по социальному контракту
PaymentGround-CIRCUMSTANCES_CHANGED = изменились обстоятельства семьи
PaymentGround-FALSE_INFORMATION = представлены ложные сведения
PaymentGround-MOVED_AWAY = семья переехала
PaymentGround-DEATH = смерть получателя
PaymentGround-RECIPIENT_REQUEST = по желанию получателя
PaymentGround-PERIOD_ENDED = период помощи закончился
PaymentGround-DECISION_CHANGED = решение изменено
PaymentGround-GROUND_CEASED = причина приостановления отпала

ComplaintResult-DISMISSED = отклонена
ComplaintResult-UPHELD = удовлетворена

## Кто работает с заявлением

AssignmentWay-NEXT = следующее в очереди
AssignmentWay-BY_HAND = по решению руководителя

HandBack-CONFLICT_OF_INTEREST = конфликт интересов
HandBack-LANGUAGE = заявитель говорит на другом языке
HandBack-NEEDS_EXPERIENCE = нужно больше опыта
HandBack-WORKLOAD = слишком много заявлений в работе
HandBack-ABSENCE = отсутствие на работе
HandBack-GIVEN_IN_ERROR = передано по ошибке
HandBack-OTHER = другая причина

## Ожидание

WaitKind-registration = регистрация
WaitKind-file = передача дела
WaitKind-queue = отправка запросов
WaitKind-lookup = ответ информационной системы
WaitKind-retry = повторный запрос в информационную систему
WaitKind-gap = отсутствие сведений, которым никто не занимается
WaitKind-state_request = ответ государственного органа
WaitKind-document = документ от заявителя
WaitKind-commission = заключение участковой комиссии
WaitKind-assessment = расчёт дохода
WaitKind-contract = подпись заявителя
WaitKind-decision = решение
WaitKind-complaint = рассмотрение жалобы
WaitKind-idle = бездействие

WaitCause-REGISTRATION = заявление не зарегистрировано
WaitCause-TRANSFER = дело передаётся другому органу
WaitCause-QUEUE = запросы ещё не отправлены
WaitCause-LOOKUP = информационная система ещё не ответила
WaitCause-RETRY = запрос нужно повторить
WaitCause-UNATTENDED_GAP = сведений нет, и никого о них не спросили
WaitCause-STATE_REQUEST = государственный орган ещё не ответил
WaitCause-DOCUMENT = у заявителя затребован документ
WaitCause-INSPECTION = участковая комиссия ещё не дала заключения
WaitCause-ASSESSMENT = доход ещё не рассчитан
WaitCause-CONTRACT = заявитель ещё не подписал
WaitCause-DECISION = решения ещё нет
WaitCause-COMPLAINT = жалоба рассматривается
WaitCause-IDLE = с заявлением ничего не делали

## Что находит надзор

FindingRule-APPROVED_AGAINST_CONCLUSION = назначено вопреки заключению комиссии
FindingRule-TOO_FEW_SIGNATURES = под заключением не хватает подписей, или все они с одного устройства
FindingRule-DECIDED_WITHOUT_CONCLUSION = решение принято до заключения комиссии
FindingRule-UNJUSTIFIED_DEMAND = документ истребован необоснованно
FindingRule-OVER_TERM = срок нарушен
FindingRule-STATE_NOT_ASKED = заявителя спросили раньше государственного органа, который мог ответить
FindingRule-UNLAWFUL_EXTENSION = продление срока, которое не имеет силы
FindingRule-SILENCE = ничего не происходило, хотя заявление должно было двигаться
FindingRule-PAUSE_ON_LAST_DAY = приостановка начата в последний день срока или позже
FindingRule-PAUSE_REPEATED = повторная приостановка по тому же поводу
FindingRule-PAUSE_WITH_WORK = во время приостановки работа продолжалась
FindingRule-PAUSE_NOT_FOLLOWED_UP = долгая приостановка без напоминания заявителю
FindingRule-CONTRADICTION = записи противоречат друг другу
FindingRule-CLAMPED = событие датировано раньше предыдущего
FindingRule-ANSWERED_TWICE = второй ответ на один запрос

FindingStatus-OPEN = открыто
FindingStatus-ACKNOWLEDGED = принято к сведению
FindingStatus-ANSWERED = дан ответ
FindingStatus-CLOSED = закрыто

FindingAnswer-MENDED = исправлено
FindingAnswer-LAWFUL_REASON = была законная причина
FindingAnswer-RECORD_WRONG = запись неверна
FindingAnswer-DISPUTED = оспаривается

FindingClosure-ANSWER_ACCEPTED = ответ принят
FindingClosure-MEASURES_TAKEN = меры приняты
FindingClosure-NO_VIOLATION = нарушения нет
FindingClosure-REFERRED = передано в другой орган
FindingClosure-NO_LONGER_HOLDS = по записанному позже больше не подтверждается

## Что спрашивают депутаты

InquiryTemplate-CLAIMS = заявления: получено, назначено, отказано, на рассмотрении
InquiryTemplate-FAMILIES = семьи, люди и дети
InquiryTemplate-PAPERS = истребование дополнительных документов
InquiryTemplate-MISSING_DATA = причины отсутствия сведений
InquiryTemplate-BACKLOG = очередь, сроки и сбои информационных систем
InquiryTemplate-COVERAGE = охват на местах
InquiryTemplate-UNJUSTIFIED = необоснованные назначения

NotRecorded-TENGE_PAID = выплаченные суммы: записывается, что выплата начата, приостановлена или прекращена, но не её размер
NotRecorded-ENTITLED_POPULATION = сколько имеют право: известны только обратившиеся
NotRecorded-SUMS_TO_RETURN = суммы к возврату: размеры не записываются, только то, что назначение нарушает правила
NotRecorded-SYSTEM_DOWNTIME = простои системы, в которую вводят заявления: записываются только ответы и сбои опрошенных систем

InquiryStatus-ANSWERED = числа даны, письмо адресата ожидается
InquiryStatus-REPLIED = адресат ответил письменно

KeptBack-PERSONS = сколько людей и детей: точно, только аудиторам
KeptBack-ASKERS = кто требовал документы: точно, только аудиторам
KeptBack-ATTEMPTS = попытки и сбои информационных систем: точно, только аудиторам
KeptBack-DISTRICTS = по районам: точно, только аудиторам
KeptBack-REGIONS = по регионам: точно, только аудиторам
KeptBack-GROUNDS_BY_REGION = основания отказов по регионам: точно, только аудиторам
KeptBack-RECEIPTS = сколько истребованных документов представлено и сколько требований снято: точно, только аудиторам
KeptBack-CLOSINGS = чем восполнены отсутствующие сведения: точно, только аудиторам
KeptBack-WAITED = сколько ждут заявления на рассмотрении: точно, только аудиторам
KeptBack-LOST = потерянное время по информационным системам и причинам: точно, только аудиторам
