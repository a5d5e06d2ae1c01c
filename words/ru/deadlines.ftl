# Почему срок заканчивается именно в этот день.

Holiday-NEW_YEAR = Новый год
Holiday-ORTHODOX_CHRISTMAS = православное Рождество
Holiday-WOMENS_DAY = Международный женский день
Holiday-NAURYZ = Наурыз мейрамы
Holiday-PEOPLE_UNITY = Праздник единства народа Казахстана
Holiday-DEFENDER = День защитника Отечества
Holiday-VICTORY = День Победы
Holiday-CAPITAL = День столицы
Holiday-CONSTITUTION = День Конституции Республики Казахстан
Holiday-KURBAN_AIT = первый день Курбан-айта
Holiday-REPUBLIC = День Республики
Holiday-FIRST_PRESIDENT = День Первого Президента Республики Казахстан
Holiday-INDEPENDENCE = День Независимости

Counts-COUNTS = действует, заявитель уведомлён вовремя
Counts-PROVISIONAL = пока действует, заявителя ещё нужно уведомить
Counts-LATE = не действует, записано после окончания срока
Counts-NO_NOTICE = не действует, заявитель не уведомлён вовремя
Counts-TOO_LONG = не действует, дольше, чем позволяют правила

## Действующий день

deadline-due = Решение должно быть принято не позднее { $day }.
deadline-due-provisional = Решение должно быть принято не позднее { $day }, пока действует продление. Если уведомление заявителя не будет записано не позднее { $notice_by }, то не позднее { $without }.
deadline-register_by = Заявление должно быть зарегистрировано не позднее { $day }.

## Из чего он следует

reason-TERM =
    Срок: { $term } ({ $channel }). Отсчёт идёт с рабочего дня после { $starts ->
        [REGISTRATION] регистрации
       *[SUBMISSION] подачи
    } { $start_on }. Редакция правил { $edition }, календарь { $calendar }.
reason-REGISTER_BY = Срок регистрации после подачи { $start_on }: { $term }. Редакция правил { $edition }, календарь { $calendar }.
reason-SKIPPED = Не считался день { $day }: { $why }.
why-WEEKEND = выходной
why-HOLIDAY = { $holiday }
why-MOVED_HOLIDAY = выходной вместо праздника, выпавшего на выходной: { $holiday }
why-TRANSFER = сюда перенесён день отдыха; рабочий день вместо него: { $day }
why-OTHER = день отдыха по решению государства
extension = Продление до { $day } (запись № { $version }). Причина: { $reason }. Уведомить заявителя нужно не позднее { $notice_by }. Действие: { $standing }.
pause =
    { $closed ->
        [yes] Пауза с { $from } по { $until }: документ затребован обоснованно ({ $type }, { $subject }). Длилась: { $length }.
       *[no] Пауза с { $from }: документ затребован обоснованно ({ $type }, { $subject }). Длится уже: { $length }.
    }{ $stops ->
        [yes] { " " }Срок на это время останавливается.
       *[no] { " " }Срок при этом идёт дальше.
    }
replayed =
    { $agrees ->
        [yes] Подсчитано заново по редакции { $edition } и календарю { $calendar }: не позднее { $day }. С записью совпадает.
       *[no] Подсчитано заново по редакции { $edition } и календарю { $calendar }: не позднее { $day }. Записано другое: { $recorded }.
    }
term-state =
    { $state ->
        [over] Срок нарушен.
       *[kept] Срок не нарушен.
    }
