# Күндер, уақыт және мерзімдер қалай аталады. Үлгілер CLDR бойынша: дәйекше ішіндегісі сол күйінде айтылады.

day-pattern = y 'жылғы' d MMMM
instant-pattern = y 'жылғы' d MMMM, HH:mm
# LLLL бас әріппен жазылады: ол тек жеке тұрған айға арналған
month-pattern = y 'жылғы' MMMM

working-days = { $count } жұмыс күні
months = { $count } ай
days = { $count } күн
hours = { $count } сағат
minutes = { $count } минут
seconds = { $count } секунд
quarter = { $year } жылғы { $quarter }-тоқсан
