# Депутаттық сауалдар: не сұралады, жауап кестелері, басып шығаруға арналған бет. docs/how-to/answer-an-inquiry.md
# Кестенің атауы, не бойынша екені, саны: inquiry-table-…, inquiry-by-…, inquiry-figure-….

## Бет

inquiry-day = { $day }
inquiry-heading = Депутаттық сауалға жауап
inquiry-number = Сауалдың нөмірі
inquiry-addressee = Кімге жолданды
inquiry-received = Түскен күні
inquiry-due = Жауап берудің соңғы күні
inquiry-reply = Кімге жолданса, соның хаты
inquiry-no-reply = әлі жоқ
inquiry-overdue = жоқ, мерзімі өтіп кетті
inquiry-as-known = Осы күннің соңындағы жағдай бойынша
inquiry-among = Өтініштер
inquiry-everywhere = барлық өңір
inquiry-period-all = өтініш берілген барлық күндер
inquiry-period-from = өтініш берілген күндер: { $first } және одан кейін
inquiry-period-until = өтініш берілген күндер: { $last } және оған дейін
inquiry-period-between = өтініш берілген күндер: { $first } – { $last }
inquiry-disclosure = Сандар
inquiry-exact = дәл
inquiry-released = ашып көрсетуден қорғай отырып берілді ({ $policy }): аз сандар және соларды есептеп шығаруға мүмкіндік беретін сандар жасырылды; жасырылған сан нөл дегенді білдірмейді
inquiry-hidden = жасырылды
inquiry-all = барлығы
inquiry-none = жоқ
inquiry-empty = –
inquiry-not-recorded = Сұралды, бірақ бұл жүйеде жазылмайды
inquiry-digest = Жауаптың бақылау сомасы ({ $algorithm })
inquiry-definitions = Сандардың анықтамалары
inquiry-position = Есепке алынған соңғы оқиға
inquiry-check = Сол күнгі жағдай бойынша дәл осы сұрақ қайта қойылса, бақылау сомасы дәл осындай болуға тиіс.

## Не сұралады

inquiry-about-CLAIMS = Өңірлер бойынша қанша өтініш түсті, қаншасы бойынша көмек тағайындалды, қаншасынан бас тартылды (қандай негізбен), қаншасы кері қайтарып алынды және қаншасы қаралуда.
inquiry-about-FAMILIES = Қанша отбасы өтініш берді, қаншасына көмек тағайындалды, олардың құрамында қанша адам және қанша бала бар. Төленген сома жазылмайды.
inquiry-about-PAPERS = Қай өңірлерде қосымша құжаттар талап етіледі, қанша, қаншалықты негізді және оны кім талап етеді.
inquiry-about-MISSING_DATA = Мемлекетте қандай дерек жоқ: ақпараттық жүйе, себебі және кім жауап беретіні бойынша.
inquiry-about-BACKLOG = Қанша өтініш қаралуда, қаншасының мерзімі өткен, олар қанша уақыт күтуде және ақпараттық жүйелер қаншалықты жиі істен шыққан. Өтініш қабылдайтын жүйенің өзінің тоқтап тұруы жазылмайды.
inquiry-about-COVERAGE = Өңірлер мен аудандар бойынша қаншасына көмек тағайындалды. Қаншасының құқығы бар екені жазылмайды.
inquiry-about-UNJUSTIFIED = Қанша шешім мен қорытынды ережені бұзады: комиссия қорытындысына қайшы тағайындалған, қол жеткіліксіз қорытынды, қорытындысыз шешім. Төленген және қайтарылуға тиіс сома жазылмайды.

## Кестелер

inquiry-table-claims = Өтініштер
inquiry-table-grounds = Бас тарту негіздері бойынша
inquiry-table-families = Отбасылар, адамдар, балалар
inquiry-table-papers = Талап етілген құжаттар, негізділігі бойынша
inquiry-table-papers_by_asker = Талап етілген құжаттар, кім талап еткені бойынша
inquiry-table-missing = Жоқ деректер, ақпараттық жүйе мен себебі бойынша
inquiry-table-missing_by_owner = Жоқ деректер, кім жауап беретіні бойынша
inquiry-table-backlog = Қаралудағы өтініштер мен мерзімдер
inquiry-table-waiting = Қаралудағы өтініштер қанша күтуде
inquiry-table-registries = Ақпараттық жүйелерге сұрау салу әрекеттері
inquiry-table-lost = Ақпараттық жүйелерді күту
inquiry-table-assigned = Тағайындалған көмек
inquiry-table-unjustified = Ережені бұзған шешімдер мен қорытындылар

## Не бойынша

inquiry-by-region = өңір
inquiry-by-country = ел
inquiry-by-district = аудан
inquiry-by-first_end = немен аяқталды
inquiry-by-verdict = негізділігі
inquiry-by-asked_by = кім талап етті
inquiry-by-registry = ақпараттық жүйе
inquiry-by-asked_of = кімнен сұралды
inquiry-by-cause = себебі
inquiry-by-owner = кім жауап береді
inquiry-by-rule = ереже
inquiry-end-OPEN = қаралуда
inquiry-end-APPROVED = тағайындалды
inquiry-end-REFUSED = бас тартылды
inquiry-end-WITHDRAWN = кері қайтарып алынды

## Сандар

inquiry-figure-received = түсті
inquiry-figure-registered = тіркелді
inquiry-figure-open = қаралуда
inquiry-figure-decided = шешім қабылданды
inquiry-figure-approved = тағайындалды
inquiry-figure-refused = бас тартылды
inquiry-figure-withdrawn = кері қайтарып алынды
inquiry-figure-families = отбасы
inquiry-figure-persons = адам
inquiry-figure-children = бала
inquiry-figure-demands = талап етілді
inquiry-figure-papers-received = ұсынылды
inquiry-figure-papers-withdrawn = талап алынып тасталды
inquiry-figure-detected = жоқ
inquiry-figure-closed_by_registry = кейін жүйе берді
inquiry-figure-closed_by_state_body = мемлекеттік орган берді
inquiry-figure-closed_by_paper = өтініш беруші әкелді
inquiry-figure-open_over_term = қаралуда, мерзімі өткен
inquiry-figure-ended_over_term = мерзімі өтіп аяқталды
inquiry-figure-total_s = күткен уақыты, барлығы
inquiry-figure-attempts = әрекет
inquiry-figure-answered = жауап алынды
inquiry-figure-failed = техникалық ақау
inquiry-figure-share_s = күткен уақыты, барлығы
inquiry-figure-findings = анықталды
inquiry-kept-back = Сұралды, бірақ жарияланатындардың қатарында жоқ
inquiry-withheld = Бұл кестені беруге болмайды: ол аз адам туралы мәлімет ашар еді.
inquiry-of-month = { $table }, { $month }
inquiry-table-country = Бүкіл ел бойынша өтініштер, немен аяқталғаны бойынша
inquiry-table-outcomes = Өтініштер, немен аяқталғаны бойынша
inquiry-table-paper_types = Талап етілген құжаттар, түрлері бойынша
inquiry-table-gap_registries = Жоқ деректер, ақпараттық жүйелер бойынша
inquiry-table-gap_causes = Жоқ деректер, себептері бойынша
inquiry-table-gap_owners = Жоқ деректер, кім жауап беретіні бойынша
inquiry-table-terms = Өтініштер, мерзімнің сақталуы бойынша
inquiry-table-waits = Күтулер, кім жауап беретіні бойынша
inquiry-table-findings = Ережені бұзған шешімдер мен қорытындылар
inquiry-by-end = немен аяқталды
inquiry-by-term = мерзім
inquiry-by-type = құжат түрі
inquiry-by-liable = кім жауап береді
inquiry-term-WITHIN = мерзімінде
inquiry-term-OVER = мерзімі өткен
inquiry-term-OPEN_OVER = қаралуда, мерзімі өткен
inquiry-term-ENDED_OVER = мерзімі өтіп аяқталды
inquiry-figure-count = саны
inquiry-figure-share_working_s = жұмыс уақытымен күткені, барлығы
