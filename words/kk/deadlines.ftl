# Мерзім неге дәл осы күні аяқталады.

Holiday-NEW_YEAR = Жаңа жыл
Holiday-ORTHODOX_CHRISTMAS = православиелік Рождество
Holiday-WOMENS_DAY = Халықаралық әйелдер күні
Holiday-NAURYZ = Наурыз мейрамы
Holiday-PEOPLE_UNITY = Қазақстан халқының бірлігі мерекесі
Holiday-DEFENDER = Отан қорғаушы күні
Holiday-VICTORY = Жеңіс күні
Holiday-CAPITAL = Астана күні
Holiday-CONSTITUTION = Қазақстан Республикасының Конституциясы күні
Holiday-KURBAN_AIT = Құрбан айттың бірінші күні
Holiday-REPUBLIC = Республика күні
Holiday-FIRST_PRESIDENT = Қазақстан Республикасының Тұңғыш Президенті күні
Holiday-INDEPENDENCE = Тәуелсіздік күні

Counts-COUNTS = күшінде, өтініш берушіге уақытында хабарланды
Counts-PROVISIONAL = әзірге күшінде, өтініш берушіге әлі хабарлау қажет
Counts-LATE = күшінде емес, мерзім аяқталғаннан кейін жазылған
Counts-NO_NOTICE = күшінде емес, өтініш берушіге уақытында хабарланбады
Counts-TOO_LONG = күшінде емес, ережелер рұқсат еткеннен ұзақ

## Қолданыстағы күн

deadline-due = Шешім қабылдаудың соңғы күні: { $day }.
deadline-due-provisional = Ұзарту күшінде болғанда шешім қабылдаудың соңғы күні: { $day }. Өтініш берушіге хабарлаудың соңғы күні: { $notice_by }; ол күні хабарлама жазылмаса, шешім қабылдаудың соңғы күні: { $without }.
deadline-register_by = Өтінішті тіркеудің соңғы күні: { $day }.

## Ол неден шығады

reason-TERM =
    Мерзім: { $term } ({ $channel }). Есеп { $starts ->
        [REGISTRATION] тіркелген
       *[SUBMISSION] берілген
    } күннен ({ $start_on }) кейінгі жұмыс күнінен басталады. Ережелердің редакциясы { $edition }, күнтізбе { $calendar }.
reason-REGISTER_BY = Өтініш берілгеннен кейін ({ $start_on }) тіркеу мерзімі: { $term }. Ережелердің редакциясы { $edition }, күнтізбе { $calendar }.
reason-SKIPPED = Есепке алынбаған күн: { $day } ({ $why }).
why-WEEKEND = демалыс күні
why-HOLIDAY = { $holiday }
why-MOVED_HOLIDAY = демалыс күнімен сәйкес келген мереке үшін демалыс: { $holiday }
why-TRANSFER = демалыс күні осында ауыстырылған; оның орнына жұмыс күні: { $day }
why-OTHER = мемлекет шешімімен демалыс күні
extension = Мерзімді ұзарту, жаңа соңғы күні: { $day } (жазба № { $version }). Себебі: { $reason }. Өтініш берушіге хабарлаудың соңғы күні: { $notice_by }. Күші: { $standing }.
pause =
    { $closed ->
        [yes] Үзіліс: құжат негізді талап етілді ({ $type }, { $subject }). Басталуы: { $from }. Аяқталуы: { $until }. Ұзақтығы: { $length }.
       *[no] Үзіліс: құжат негізді талап етілді ({ $type }, { $subject }). Басталуы: { $from }. Әзірге ұзақтығы: { $length }.
    }{ $stops ->
        [yes] { " " }Бұл кезде мерзім тоқтайды.
       *[no] { " " }Бұл кезде мерзім жүре береді.
    }
replayed =
    { $agrees ->
        [yes] { $edition } редакциясы мен { $calendar } күнтізбесі бойынша қайта есептелді: { $day }. Жазбамен сәйкес келеді.
       *[no] { $edition } редакциясы мен { $calendar } күнтізбесі бойынша қайта есептелді: { $day }. Жазбада басқа күн: { $recorded }.
    }
term-state =
    { $state ->
        [over] Мерзім бұзылған.
       *[kept] Мерзім бұзылған жоқ.
    }
