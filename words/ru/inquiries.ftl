# Депутатские запросы: что спрашивают, таблицы ответа, страница для печати. docs/how-to/answer-an-inquiry.md
# Название таблицы, разрез, число: inquiry-table-…, inquiry-by-…, inquiry-figure-….

## Страница

inquiry-day = { $day }
inquiry-heading = Ответ на депутатский запрос
inquiry-number = Номер запроса
inquiry-addressee = Адресат
inquiry-received = Получен
inquiry-due = Адресат обязан ответить до (включительно)
inquiry-reply = Письмо адресата
inquiry-no-reply = ещё не поступило
inquiry-overdue = не поступило, срок истёк
inquiry-as-known = По состоянию на конец дня
inquiry-among = Заявления
inquiry-everywhere = все регионы
inquiry-period-all = все дни подачи
inquiry-period-from = дни подачи: { $first } и позже
inquiry-period-until = дни подачи: { $last } и раньше
inquiry-period-between = дни подачи: { $first } – { $last }
inquiry-disclosure = Числа
inquiry-exact = точные
inquiry-released = даны с защитой от раскрытия ({ $policy }): малые числа скрыты, как и другие, по которым их можно вычислить; скрытое число не означает нуля
inquiry-hidden = скрыто
inquiry-all = всего
inquiry-none = нет
inquiry-empty = –
inquiry-not-recorded = Спрошено, но в этой системе не записывается
inquiry-digest = Контрольная сумма ответа ({ $algorithm })
inquiry-definitions = Определения чисел
inquiry-position = Последнее учтённое событие
inquiry-check = Если задать тот же вопрос по состоянию на тот же день, контрольная сумма должна быть той же.

## Что спрашивают

inquiry-about-CLAIMS = Сколько заявлений получено, удовлетворено, отказано (по каким основаниям), отозвано и остаётся на рассмотрении, по регионам.
inquiry-about-FAMILIES = Сколько семей обратилось и скольким назначена помощь, сколько в них человек и детей. Выплаченные суммы не записываются.
inquiry-about-PAPERS = Какие регионы требуют дополнительные документы, сколько, насколько обоснованно и кто требует.
inquiry-about-MISSING_DATA = Каких сведений у государства нет: по информационным системам, причинам и ответственным.
inquiry-about-BACKLOG = Сколько заявлений на рассмотрении и с нарушенным сроком, как долго они ждут и как часто отказывали информационные системы. Простои самой системы приёма заявлений не записываются.
inquiry-about-COVERAGE = Скольким назначена помощь, по регионам и районам. Сколько имеют на неё право, не записывается.
inquiry-about-UNJUSTIFIED = Сколько решений и заключений нарушает правила: назначено вопреки заключению комиссии, заключение без достаточного числа подписей, решение без заключения. Выплаченные и подлежащие возврату суммы не записываются.

## Таблицы

inquiry-table-claims = Заявления
inquiry-table-grounds = Отказы по основаниям
inquiry-table-families = Семьи, люди, дети
inquiry-table-papers = Истребованные документы по обоснованности
inquiry-table-papers_by_asker = Истребованные документы по тому, кто требовал
inquiry-table-missing = Отсутствующие сведения по системам и причинам
inquiry-table-missing_by_owner = Отсутствующие сведения по ответственным
inquiry-table-backlog = Заявления на рассмотрении и сроки
inquiry-table-waiting = Сколько ждут заявления на рассмотрении
inquiry-table-registries = Попытки запросов к информационным системам
inquiry-table-lost = Ожидание информационных систем
inquiry-table-assigned = Назначенная помощь
inquiry-table-unjustified = Решения и заключения с нарушением правил

## По чему

inquiry-by-region = регион
inquiry-by-country = страна
inquiry-by-district = район
inquiry-by-first_end = чем закончилось
inquiry-by-verdict = обоснованность
inquiry-by-asked_by = кто требовал
inquiry-by-registry = информационная система
inquiry-by-asked_of = кого спросили
inquiry-by-cause = причина
inquiry-by-owner = кто отвечает
inquiry-by-rule = правило
inquiry-end-OPEN = на рассмотрении
inquiry-end-APPROVED = назначено
inquiry-end-REFUSED = отказано
inquiry-end-WITHDRAWN = отозвано

## Числа

inquiry-figure-received = получено
inquiry-figure-registered = зарегистрировано
inquiry-figure-open = на рассмотрении
inquiry-figure-decided = решено
inquiry-figure-approved = назначено
inquiry-figure-refused = отказано
inquiry-figure-withdrawn = отозвано
inquiry-figure-families = семей
inquiry-figure-persons = человек
inquiry-figure-children = детей
inquiry-figure-demands = истребовано
inquiry-figure-papers-received = представлено
inquiry-figure-papers-withdrawn = требование снято
inquiry-figure-detected = отсутствует
inquiry-figure-closed_by_registry = позже дала система
inquiry-figure-closed_by_state_body = дал государственный орган
inquiry-figure-closed_by_paper = принёс заявитель
inquiry-figure-open_over_term = на рассмотрении с нарушением срока
inquiry-figure-ended_over_term = закончено с нарушением срока
inquiry-figure-total_s = ждут, в сумме
inquiry-figure-attempts = попыток
inquiry-figure-answered = получен ответ
inquiry-figure-failed = технических сбоев
inquiry-figure-share_s = ожидание, в сумме
inquiry-figure-findings = выявлено
inquiry-kept-back = Спрошено, но не входит в то, что публикуется
inquiry-withheld = Эту таблицу дать нельзя: она рассказала бы о немногих людях.
inquiry-of-month = { $table }, { $month }
inquiry-table-country = Заявления по всей стране по тому, чем закончились
inquiry-table-outcomes = Заявления по тому, чем закончились
inquiry-table-paper_types = Истребованные документы по видам
inquiry-table-gap_registries = Отсутствующие сведения по информационным системам
inquiry-table-gap_causes = Отсутствующие сведения по причинам
inquiry-table-gap_owners = Отсутствующие сведения по ответственным
inquiry-table-terms = Заявления по соблюдению срока
inquiry-table-waits = Ожидания по ответственным
inquiry-table-findings = Решения и заключения с нарушением правил
inquiry-by-end = чем закончилось
inquiry-by-term = срок
inquiry-by-type = вид документа
inquiry-by-liable = кто отвечает
inquiry-term-WITHIN = в срок
inquiry-term-OVER = срок нарушен
inquiry-term-OPEN_OVER = на рассмотрении с нарушением срока
inquiry-term-ENDED_OVER = закончено с нарушением срока
inquiry-figure-count = количество
inquiry-figure-share_working_s = ожидание в рабочем времени, в сумме
