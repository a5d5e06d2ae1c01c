# Не болды: өтініштің әр оқиғасына тақырып пен сөйлем. Сөйлемнің кілті — оқиғаның атауы.

title-claim-submitted = Өтініш берілді
title-claim-registered = Өтініш тіркелді
title-file-sent = Іс жіберілді
title-file-received = Іс алынды
title-checks-requested = Мәліметтерді тексеру тағайындалды
title-lookup-requested = Ақпараттық жүйеге сұрау салу
title-lookup-failed = Ақпараттық жүйе жауап бермеді
title-lookup-completed = Ақпараттық жүйенің жауабы
title-gap-detected = Дерек жоқ
title-gap-closed = Деректегі олқылық жойылды
title-state_request-sent = Мемлекеттік органға сұрау салу
title-state_request-answered = Мемлекеттік органның жауабы
title-document-requested = Құжат талап етілді
title-document-received = Құжат алынды
title-document-request_withdrawn = Құжат талабы алынып тасталды
title-commission-assigned = Учаскелік комиссияға берілді
title-commission-inspected = Тексеру
title-commission-concluded = Комиссияның қорытындысы
title-income-assessed = Табыс есептелді
title-contract-offered = Қол қою ұсынылды
title-contract-signed = Қол қойылды
title-contract-declined = Қол қоюдан бас тарту
title-term-extended = Мерзімді ұзарту
title-deadline-recomputed = Мерзім қайта есептелді
title-claim-approved = Көмек тағайындалды
title-claim-refused = Тағайындаудан бас тарту
title-claim-withdrawn = Өтініш кері қайтарып алынды
title-notice-sent = Өтініш берушіге хабарлама
title-payment-started = Төлем басталды
title-payment-suspended = Төлем тоқтатыла тұрды
title-payment-resumed = Төлем қайта басталды
title-payment-terminated = Төлем тоқтатылды
title-complaint-filed = Шағым берілді
title-complaint-resolved = Шағым қаралды
title-claim-assigned = Өтініш жұмысқа берілді
title-claim-handed_back = Өтініш кезекке қайтарылды
title-correction-recorded = Түзету

## Қабылдау және мерзім

claim-submitted = Атаулы әлеуметтік көмекке өтініш { $channel } берілді: { $region }, отбасы мүшелерінің саны: { $members }. Тіркеудің соңғы күні: { $register_by }.
claim-registered = Өтініш № { $number } болып тіркелді, тіркелген күні: { $registered_on }. Шешім қабылдаудың соңғы күні: { $due_on }.
file-sent = Іс басқа органға жіберілді. Жіберген: { $from_office }. Алатын: { $to_office }.
file-received = Іс алынды. Енді оны жүргізетін: { $to_office }.
term-extended = Мерзімді ұзарту жазылды, жаңа соңғы күні: { $due_on }. Себебі: { $reason }.
deadline-recomputed = Мерзім { $calendar } күнтізбесі бойынша қайта есептелді. Шешім қабылдаудың соңғы күні: { $due_on }.

## Мәліметтерді тексеру

checks-requested =
    { $count ->
        [0] Мәлімет сұрайтын жер жоқ: ақпараттық жүйелер қосылмаған.
       *[other] Ақпараттық жүйелерге сұрау салу тағайындалды: { $questions }{ $more ->
            [0] { "" }
           *[other] { " " }және тағы { $more }
        }.
    }
question = { $registry } ({ $subject }: { $facts })
lookup-requested = Сұрау салу жіберілді: { $question }. Әрекет № { $attempt }.
lookup-failed = Жарамды жауап жоқ: { $outcome }. { $question }. Әрекет № { $attempt }; келесі әрекеттің ең ерте уақыты: { $retry_at }.
lookup-completed =
    Ақпараттық жүйе жауап берді: { $outcome }. { $question }.{ $given_count ->
        [0] { "" }
       *[other] { " " }Берілгені: { $given }.
    }{ $missing_count ->
        [0] { "" }
       *[other] { " " }Жоғы: { $missing }.
    }
gap-detected = Дерек жоқ: { $fact } ({ $subject }). Себебі: { $cause }. Жауапты: { $owner }.
gap-closed =
    { $how ->
        [replaced] Дерек әлі жоқ, бірақ себебі басқа: { $fact } ({ $subject }).
        [consent] Келісім алынды, енді мәліметті сұратуға болады: { $fact } ({ $subject }).
       *[given] Дерек алынды: { $fact } ({ $subject }).
    }
state_request-sent = Өтініш берушінің орнына мемлекеттік органнан сұралды: { $body }. Мәлімет: { $fact } ({ $subject }). Жауап берудің соңғы күні: { $due_on }.
state_request-answered = Мемлекеттік орган жауап берді: { $answer }. Сұралған орган: { $body }. Мәлімет: { $fact } ({ $subject }).

## Құжаттар

document-requested =
    Өтініш берушіден құжат талап етілді: { $type } ({ $subject }). Нені растауы керек: { $fact }. Талап еткен: { $asked_by }. { $named ->
        [yes] Көрсетілген заңды негіз: { $basis }.
       *[no] Заңды негіз көрсетілмеген.
    } Тұжырым: { $verdict }.{ $state_not_asked ->
        [yes] { " " }Бұл мәліметті басқа мемлекеттік орган бере алар еді, бірақ одан сұралмаған.
       *[no] { "" }
    } Күтуге жауапты: { $liable }.
document-received = Өтініш беруші құжатты әкелді: { $type } ({ $subject }).
document-request_withdrawn = Құжат талабы алынып тасталды: { $type } ({ $subject }). Себебі: { $reason }.

## Комиссия, табыс, келісімшарт

commission-assigned = Іс { $commission } учаскелік комиссиясына берілді. Қажетті қолдар саны: { $quorum }.
commission-inspected = Учаскелік комиссия отбасының материалдық жағдайын тексерді, күні: { $on }.
commission-concluded = Учаскелік комиссияның қорытындысы: { $result }. Қолдар саны: { $signatures }. Келесі кезең: { $next }.
income-assessed = Жан басына шаққандағы орташа табыс есептелді, кезеңі: { $quarter }. Нәтижесі: { $band } (айына { $line } теңге).
contract-offered = Өтініш берушіге қол қою ұсынылды: { $kind }.
contract-signed = Өтініш беруші қол қойды: { $kind }.
contract-declined = Өтініш беруші қол қоюдан бас тартты: { $kind }.

## Шешім

claim-approved =
    Көмек № { $number } шешіммен тағайындалды: { $kind }, мерзімі: { $months }. { $named ->
        [yes] Шешім № { $conclusion } жазбадағы қорытындыға негізделген.
       *[no] Шешімде комиссияның қорытындысы көрсетілмеген.
    }
claim-refused =
    № { $number } шешіммен тағайындаудан бас тартылды. Бас тарту негізі: { $ground }. { $named ->
        [yes] Шешім № { $conclusion } жазбадағы қорытындыға негізделген.
       *[no] Шешімде комиссияның қорытындысы көрсетілмеген.
    }
claim-withdrawn = Өтініш кері қайтарып алынды. Себебі: { $reason }.

## Шешімнен кейін

notice-sent = Өтініш берушіге { $channel } хабарланды, жазба № { $what }: { $title }.
payment-started = Төлем басталды. Төленетін бірінші ай: { $first_month }.
payment-suspended = Төлем тоқтатыла тұрды. Себебі: { $ground }.
payment-resumed = Төлем қайта басталды. Себебі: { $ground }.
payment-terminated = Төлем тоқтатылды. Себебі: { $ground }.
complaint-filed = № { $external_number } шағым берілді. Қарайтын: { $body }. Жауап берудің соңғы күні: { $due_on }.
complaint-resolved = Шағым № { $external_number } болып қаралды: { $result }. Қараған: { $body }.
correction-recorded = № { $wrong } жазбаға түзету ({ $title }): { $field }. Дұрысы: { $right }.

## Өтінішпен кім жұмыс істейді

claim-assigned = Өтініш жұмысқа берілді: { $to_role }, { $of_office }. Қалай берілді: { $way }.
claim-handed_back = Өтініш кезекке қайтарылды. Себебі: { $reason }.

## Оқиғаның жанында

by = { $role }, { $office }
member = { $number }-{ $role }
party = { $kind } { $code }
party-AKIMAT = әкімдік ({ $place })
party-REGISTRY = ақпараттық жүйенің иесі ({ $registry })
office =
    { $kind ->
        [akim] әкім { $code }
        [career] мансап орталығы { $code }
       *[centre] халықты жұмыспен қамту орталығы { $code }
    }
unit = { $region }, ӘАОЖ { $code }
value =
    { $value ->
        [yes] иә
        [no] жоқ
       *[none] ештеңе
    }
wait-opened =
    Күту басталды: { $wait }. Кім әрекет етуі керек: { $holder }. Күтуге кім жауапты: { $liable }.{ $pause ->
        [yes] { " " }Бұл заңды үзіліс.
       *[no] { "" }
    }
wait-closed = Күту аяқталды: { $wait }. Ұзақтығы: { $length }.
mark-dated_back = Болған күнінен кейінгі күні жазылған.
mark-clamped = Уақыты бойынша алдыңғы жазбадан бұрын болар еді; онымен бір мезгілде деп есептеледі.
