"""Near misses: which answers are probably the same, mistyped, and which are surely not."""

from collections import Counter

from models.fold import fold
from models.likeness import MOST_PAIRS, MOST_PARTNERS, pairs_of

MISTYPED = """
Париж | Париш
Париж | Паирж
Париж | Парижа
Париж | Пориж
Франция | Франции
Франция | Фрнация
Россия | Росия
Достоевский | Достаевский
Эйнштейн | Энштейн
Эйнштейн | Энштеин
Канберра | Канбера
Канберра | Камберра
Миссисипи | Мисисипи
Санкт-Петербург | Санктпетербург
Нью-Йорк | НьюЙорк
Александр Пушкин | Пушкин Александр
А. С. Пушкин | Пушкин
Александр Пушкин | Пушкин
столица Франции | столица Франция
красный | красная
мост | мосты
роза | розы
Менделеев | Мендилеев
Екатеринбург | Екатеренбург
фотосинтез | фотосинтес
фотосинтез | фотосентиз
интеллигенция | интелегенция
прямоугольник | прямоуголник
Волга | Волгу
Австралия | Австралии
Австралия | Астралия
Колумб | Калумб
Магеллан | Магелан
треугольник | триугольник
color | colour
center | centre
receive | recieve
Mississippi | Missisipi
Shakespeare | Shakespear
photosynthesis | photosyntesis
Columbia | Colombia
the Seine | Seine
Washington | Washingtoon
definitely | definately
necessary | neccessary
rhythm | rythm
cats and dogs | cat and dogs
Einstein | Einstien
Beethoven | Bethoven
Париж 🎉 | Париж
Leonardo da Vinci | Leonardo Da Vinchi
J. K. Rowling | Rowling
Юрий Гагарин | Гагарин
Юрий Гагарин | Юрий Гогарин
мировая война | мировая воина
северный полюс | северный полюз
U.S.A. | USA
кислород | кислорот
хлорофилл | хлорофил
ответ 5 метров | ответ 5 метра
25 км | 25км
квадрат и круг | круг и квадрат
Южно-Сахалинск | Южносахалинск
Архимед | Орхимед
великан | велекан
"""
DIFFERENT = """
Австрия | Австралия
Austria | Australia
5 | 6
12 | 13
1945 | 1946
5/6 | 5/7
кот | код
кот | рот
Рим | Рига
Иран | Ирак
Iran | Iraq
Мали | Бали
да | нет
Словакия | Словения
Slovakia | Slovenia
Ирландия | Исландия
Ireland | Iceland
Нигер | Нигерия
Niger | Nigeria
Польша | Польза
Пётр I | Пётр II
Николай I | Николай II
вариант а | вариант б
Пушкин | не Пушкин
Северная Америка | Америка
Северная Корея | Южная Корея
South Korea | Korea
Волга | Ольга
Лондон | Париж
horse | house
cat | cut
then | than
affect | effect
potato | tomato
Гана | Гайана
Белград | Белгород
стол | столб
порт | спорт
10 км | 100 км
5 см | 5 мм
-5 | 5
a+b | a-b
x=5 | x=-5
+ | -
Александр I | Александр II
первый закон Ньютона | второй закон Ньютона
Москва | Минск
Тверь | Дверь
кит | кот
Маша | Даша
Конго | Бонго
Анна | Алла
Барселона | Бразилия
кислород | водород
азот | озон
Швеция | Швейцария
Sweden | Switzerland
1941-1945 | 1941-1946
Гоголь | Гегель
Толстой | Тостой Лев 5
железо | желе
Юпитер | Юнита
Пушкин в 1837 | Пушкин в 1799
Иван III | Иван IV
не знаю | знаю
Новая Зеландия | Зеландия
C | C#
1:2 | 1:3
"""


def rows(table):
    return [tuple(line.split(" | ")) for line in table.strip().splitlines()]


def offered(*texts):
    """The pairs that are offered of these answers, each on a card of its own."""
    folds = [fold(text) for text in texts]
    return pairs_of(zip(folds, folds, strict=True))


def test_what_is_mistyped_inflected_or_put_in_another_order_is_offered():
    others = [(one, other) for one, other in rows(MISTYPED) if fold(one) != fold(other)]
    assert len(others) > 55
    assert [pair for pair in others if not offered(*pair)] == []


def test_other_words_numbers_signs_and_names_are_not():
    assert [pair for pair in rows(DIFFERENT) if offered(*pair)] == []


def test_a_pair_names_both_cards_and_how_alike_they_are():
    assert offered("Париж", "Рим", "Париш") == [(("париж", "париш"), 80)]


def test_the_most_alike_come_first_and_a_card_has_few_partners():
    likely = ["Менделеев", "Мендилеев", "Менделев", "Минделеев", "Мендилиев", "Менделееф"]
    pairs = offered(*likely)
    assert [likeness for _, likeness in pairs] == sorted((likeness for _, likeness in pairs), reverse=True)
    partners = Counter(card for cards, _ in pairs for card in cards)
    assert max(partners.values()) == MOST_PARTNERS


def test_a_card_is_as_alike_as_the_answers_on_it():
    lying = [("лион", "лион"), ("#7", "париж"), ("#7", "столица франции"), ("париш", "париш")]
    assert pairs_of(lying) == [(("#7", "париш"), 80)]


def test_what_was_put_on_one_card_is_not_offered_nor_what_was_taken_apart():
    assert pairs_of([("париж", "париж"), ("париж", "париш")]) == []
    apart = [("париж", "париж"), ("#7", "париж"), ("париж", "париш"), ("#7", "париж")]
    assert pairs_of(apart) == []


def test_a_thousand_cards_that_are_all_alike_give_no_endless_list():
    words = [
        f"{'абвгдежзик'[n // 100]}нтелл{'абвгдежзик'[n // 10 % 10]}генц{'абвгдежзик'[n % 10]}я"
        for n in range(1000)
    ]
    assert len(offered(*words)) == MOST_PAIRS
