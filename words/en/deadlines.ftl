# Why a deadline is the day that it is.

Holiday-NEW_YEAR = New Year
Holiday-ORTHODOX_CHRISTMAS = Orthodox Christmas
Holiday-WOMENS_DAY = International Women's Day
Holiday-NAURYZ = Nauryz holiday
Holiday-PEOPLE_UNITY = Kazakhstan People's Unity Day
Holiday-DEFENDER = Defender of the Fatherland Day
Holiday-VICTORY = Victory Day
Holiday-CAPITAL = Capital City Day
Holiday-CONSTITUTION = Constitution Day of the Republic of Kazakhstan
Holiday-KURBAN_AIT = the first day of Kurban ait
Holiday-REPUBLIC = Republic Day
Holiday-FIRST_PRESIDENT = Day of the First President of the Republic of Kazakhstan
Holiday-INDEPENDENCE = Independence Day

Counts-COUNTS = it counts, the applicant was notified in time
Counts-PROVISIONAL = it counts for now, the applicant has yet to be notified
Counts-LATE = it does not count, it was recorded after the term had ended
Counts-NO_NOTICE = it does not count, the applicant was not notified in time
Counts-TOO_LONG = it does not count, it is longer than the rules allow

## The day in force

deadline-due = The decision is due by { $day }.
deadline-due-provisional = The decision is due by { $day }, as long as the extension counts. If no notice to the applicant is recorded by { $notice_by }, it is due by { $without }.
deadline-register_by = The application has to be registered by { $day }.

## What it follows from

reason-TERM =
    The term is { $term } ({ $channel }). It counts from the working day after { $starts ->
        [REGISTRATION] the registration
       *[SUBMISSION] the submission
    } on { $start_on }. Edition of the rules { $edition }, calendar { $calendar }.
reason-REGISTER_BY = The application is to be registered within { $term } after its submission on { $start_on }. Edition of the rules { $edition }, calendar { $calendar }.
reason-SKIPPED = { $day } did not count: { $why }.
why-WEEKEND = weekend
why-HOLIDAY = { $holiday }
why-MOVED_HOLIDAY = day off in place of a holiday that fell on a weekend: { $holiday }
why-TRANSFER = the day off was moved here; worked instead on { $day }
why-OTHER = day off by decree
extension = Extension to { $day } (entry No. { $version }). Reason: { $reason }. Notice is due by { $notice_by }. Standing: { $standing }.
pause =
    { $closed ->
        [yes] Pause from { $from } to { $until }: a paper was rightly demanded ({ $type }, { $subject }). It lasted { $length }.
       *[no] Pause since { $from }: a paper was rightly demanded ({ $type }, { $subject }). So far it lasts { $length }.
    }{ $stops ->
        [yes] { " " }The term stands still meanwhile.
       *[no] { " " }The term runs on meanwhile.
    }
replayed =
    { $agrees ->
        [yes] Counted again by edition { $edition } and calendar { $calendar }: { $day }. The record says the same.
       *[no] Counted again by edition { $edition } and calendar { $calendar }: { $day }. The record says otherwise: { $recorded }.
    }
term-state =
    { $state ->
        [over] The term has been exceeded.
       *[kept] The term has not been exceeded.
    }
