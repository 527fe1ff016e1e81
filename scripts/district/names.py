"""What names are made of. People get common characters; companies and schools get words that nobody uses."""

from random import Random

SURNAMES = tuple(
    "王张陈李周徐吴钱华杨朱陆顾沈许蒋过浦尤邹孙胡黄赵刘林高马何郭罗唐宋韩冯邓曹彭潘袁蔡田董余叶程苏吕魏丁任姚"
    "卢钟姜崔谭范汪石夏戴贾方金秦薛侯白孟熊邱江史龙万段雷毛郝龚邵钮倪强惠施季殷"
)
SURNAME_WEIGHTS = tuple(1 / (rank + 6) for rank in range(len(SURNAMES)))
FIRST_GIVEN = {"male": "浩宇子文俊志明嘉思晨天博建永少家", "female": "欣雨梦思佳晓诗语雅静婉子嘉梓文若"}
LAST_GIVEN = {
    "male": "轩杰鹏飞涛强伟磊阳睿泽翔凯旭毅恒豪远峰林锋航辰",
    "female": "怡婷涵琪妍慧芸洁颖悦萱玲宁萌琳雯彤媛楠蕾欣敏",
}
TWO_GIVEN = 0.8  # share of given names with two characters
ELDER_GIVEN = {
    "male": tuple("建国志明兴根土生福荣金龙永庆德宝正林国华惠良卫东海"),
    "female": tuple("秀英凤珍玉兰桂芳美华菊妹惠芬琴娣月娥彩红雪珠"),
}

# Three of these make a brand: pairs that companies like are avoided by taking uncommon words.
BRAND = tuple(
    tuple(characters)
    for characters in (
        "栎枫砚芦汀禾昀澄珩蘅槿苇榆霖屿岫樾筠桐沅溪骊翎杉麓朴楠沐棠皓",
        "川舟砚汀朔衡岚弦湛屹泓岳澍桓铄珂煦翊垚朗晟霁骁淼臻淳恺瀚",
        "元禾达邦泰兴瑞特诺科力维博森腾丰同和凯源",
    )
)
ROADS = tuple(f"{a}{b}路" for a in "栎砚芦苇枫榆樾筠" for b in "汀溪岫川舟麓禾桥")
SCHOOL_WORDS = ("砚溪", "栎川", "枫汀", "芦岫", "榆舟", "筠溪", "樾湖", "桐岫")


def child_name(rng: Random, surname: str, sex: str) -> str:
    """Full name of a young person: a given name of one or two characters."""
    first = rng.choice(FIRST_GIVEN[sex]) if rng.random() < TWO_GIVEN else ""
    last = rng.choice([character for character in LAST_GIVEN[sex] if character != first])
    return surname + first + last


def elder_name(rng: Random, surname: str, sex: str) -> str:
    """Full name of a parent or grandparent."""
    return surname + "".join(rng.sample(ELDER_GIVEN[sex], 2))


def surname(rng: Random) -> str:
    """A surname, the common ones more often."""
    return rng.choices(SURNAMES, SURNAME_WEIGHTS)[0]


def brand(rng: Random) -> str:
    """The invented word in a company's name."""
    return "".join(rng.choice(characters) for characters in BRAND)
