# Что произошло: заголовок и предложение для каждого события заявления. Ключ предложения — имя события.

title-claim-submitted = Заявление подано
title-claim-registered = Заявление зарегистрировано
title-file-sent = Дело направлено
title-file-received = Дело получено
title-checks-requested = Назначена проверка сведений
title-lookup-requested = Запрос в информационную систему
title-lookup-failed = Информационная система не ответила
title-lookup-completed = Ответ информационной системы
title-gap-detected = Сведений нет
title-gap-closed = Пробел в сведениях закрыт
title-state_request-sent = Запрос в государственный орган
title-state_request-answered = Ответ государственного органа
title-document-requested = Затребован документ
title-document-received = Документ получен
title-document-request_withdrawn = Требование документа снято
title-commission-assigned = Передано участковой комиссии
title-commission-inspected = Обследование
title-commission-concluded = Заключение комиссии
title-income-assessed = Доход рассчитан
title-contract-offered = Предложено подписать
title-contract-signed = Подписано
title-contract-declined = Отказ подписать
title-term-extended = Продление срока
title-deadline-recomputed = Срок пересчитан
title-claim-approved = Помощь назначена
title-claim-refused = Отказ в назначении
title-claim-withdrawn = Заявление отозвано
title-notice-sent = Уведомление заявителя
title-payment-started = Выплата начата
title-payment-suspended = Выплата приостановлена
title-payment-resumed = Выплата возобновлена
title-payment-terminated = Выплата прекращена
title-complaint-filed = Подана жалоба
title-complaint-resolved = Жалоба рассмотрена
title-claim-assigned = Заявление передано в работу
title-claim-handed_back = Заявление возвращено в очередь
title-correction-recorded = Исправление

## Приём и срок

claim-submitted =
    Заявление на адресную социальную помощь подано { $channel }: { $region }, { $members ->
        [one] { $members } член семьи
        [few] { $members } члена семьи
       *[many] { $members } членов семьи
    }. Зарегистрировать нужно не позднее { $register_by }.
claim-registered = Заявление зарегистрировано под № { $number } { $registered_on }. Решение должно быть принято не позднее { $due_on }.
file-sent = Дело направлено другому органу. Откуда: { $from_office }. Куда: { $to_office }.
file-received = Дело получено. Теперь его ведёт: { $to_office }.
term-extended = Записано продление срока до { $due_on }. Причина: { $reason }.
deadline-recomputed = Срок пересчитан по календарю { $calendar }. Решение должно быть принято не позднее { $due_on }.

## Проверка сведений

checks-requested =
    { $count ->
        [0] Запросить сведения не у кого: информационные системы не подключены.
       *[other] Назначены запросы в информационные системы: { $questions }{ $more ->
            [0] { "" }
           *[other] { " " }и ещё { $more }
        }.
    }
question = { $registry } ({ $subject }: { $facts })
lookup-requested = Запрос направлен: { $question }. Попытка № { $attempt }.
lookup-failed = Пригодного ответа нет: { $outcome }. { $question }. Попытка № { $attempt }; следующая не раньше { $retry_at }.
lookup-completed =
    Информационная система ответила: { $outcome }. { $question }.{ $given_count ->
        [0] { "" }
       *[other] { " " }Дано: { $given }.
    }{ $missing_count ->
        [0] { "" }
       *[other] { " " }Нет: { $missing }.
    }
gap-detected = Сведений нет: { $fact } ({ $subject }). Причина: { $cause }. Отвечает: { $owner }.
gap-closed =
    { $how ->
        [replaced] Сведений по-прежнему нет, но по другой причине: { $fact } ({ $subject }).
        [consent] Согласие получено, теперь сведения можно запросить: { $fact } ({ $subject }).
       *[given] Сведения получены: { $fact } ({ $subject }).
    }
state_request-sent = Вместо заявителя запрошен государственный орган: { $body }. Сведения: { $fact } ({ $subject }). Срок ответа: не позднее { $due_on }.
state_request-answered = Государственный орган ответил: { $answer }. Запрошен был: { $body }. Сведения: { $fact } ({ $subject }).

## Документы

document-requested =
    У заявителя затребован документ: { $type } ({ $subject }). Он должен подтвердить: { $fact }. Затребовал: { $asked_by }. { $named ->
        [yes] Названо законное основание: { $basis }.
       *[no] Законное основание не названо.
    } Вывод: { $verdict }.{ $state_not_asked ->
        [yes] { " " }Другой государственный орган мог дать эти сведения, но его не спросили.
       *[no] { "" }
    } За ожидание отвечает: { $liable }.
document-received = Заявитель принёс документ: { $type } ({ $subject }).
document-request_withdrawn = Требование документа снято: { $type } ({ $subject }). Причина: { $reason }.

## Комиссия, доход, контракт

commission-assigned = Дело передано участковой комиссии { $commission }. Нужно подписей: { $quorum }.
commission-inspected = Участковая комиссия обследовала материальное положение семьи { $on }.
commission-concluded = Заключение участковой комиссии: { $result }. Подписей: { $signatures }. Следующий этап: { $next }.
income-assessed = Рассчитан среднедушевой доход за { $quarter }: { $band } ({ $line } тенге в месяц).
contract-offered = Заявителю предложено подписать: { $kind }.
contract-signed = Заявитель подписал: { $kind }.
contract-declined = Заявитель отказался подписать: { $kind }.

## Решение

claim-approved =
    Помощь назначена решением № { $number }: { $kind }, на { $months }. { $named ->
        [yes] Решение опирается на заключение в записи № { $conclusion }.
       *[no] Заключение комиссии в решении не названо.
    }
claim-refused =
    В назначении отказано решением № { $number }. Основание отказа: { $ground }. { $named ->
        [yes] Решение опирается на заключение в записи № { $conclusion }.
       *[no] Заключение комиссии в решении не названо.
    }
claim-withdrawn = Заявление отозвано. Причина: { $reason }.

## После решения

notice-sent = Заявитель уведомлён { $channel } о записи № { $what }: { $title }.
payment-started = Выплата начата. Первый оплаченный месяц: { $first_month }.
payment-suspended = Выплата приостановлена. Причина: { $ground }.
payment-resumed = Выплата возобновлена. Причина: { $ground }.
payment-terminated = Выплата прекращена. Причина: { $ground }.
complaint-filed = Подана жалоба № { $external_number }. Рассматривает: { $body }. Срок ответа: не позднее { $due_on }.
complaint-resolved = Жалоба рассмотрена под № { $external_number }: { $result }. Рассматривал: { $body }.
correction-recorded = Исправление к записи № { $wrong } ({ $title }): { $field }. Верно: { $right }.

## Кто работает с заявлением

claim-assigned = Заявление передано в работу: { $to_role }, { $of_office }. Как передано: { $way }.
claim-handed_back = Заявление возвращено в очередь. Причина: { $reason }.

## Рядом с событием

by = { $role }, { $office }
member = { $role } { $number }
party = { $kind } { $code }
party-AKIMAT = акимат ({ $place })
party-REGISTRY = владелец информационной системы ({ $registry })
office =
    { $kind ->
        [akim] аким { $code }
        [career] карьерный центр { $code }
       *[centre] центр занятости населения { $code }
    }
unit = { $region }, КАТО { $code }
value =
    { $value ->
        [yes] да
        [no] нет
       *[none] ничего
    }
wait-opened =
    Началось ожидание: { $wait }. Кто должен действовать: { $holder }. Кто отвечает за ожидание: { $liable }.{ $pause ->
        [yes] { " " }Это законная пауза.
       *[no] { "" }
    }
wait-closed = Ожидание закончилось: { $wait }. Длилось: { $length }.
mark-dated_back = Записано позже того дня, когда произошло.
mark-clamped = По своему времени лежало бы раньше предыдущей записи; считается одновременным с ней.
