# How days, instants and lengths of time are told. The patterns are CLDR's: what stands in apostrophes is told as it is.

day-pattern = d MMMM y
instant-pattern = d MMMM y, HH:mm
month-pattern = LLLL y

working-days =
    { $count ->
        [one] { $count } working day
       *[other] { $count } working days
    }
months =
    { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
hours =
    { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
minutes =
    { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
seconds =
    { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
quarter = quarter { $quarter } of { $year }
