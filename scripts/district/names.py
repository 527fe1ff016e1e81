"""What names are made of. People get common characters; companies and schools get words that nobody uses."""

from random import Random

SURNAMES = tuple(
    "王张陈李周徐吴钱华杨朱陆顾沈许蒋过浦尤邹孙胡黄赵刘林高马何郭罗唐宋韩冯邓曹彭潘袁蔡田董余叶程苏吕魏丁任姚"
    "卢钟姜崔谭范汪石夏戴贾方金秦薛侯白孟熊邱江史龙万段雷毛郝龚邵钮倪强惠施季殷"
)
SURNAME_WEIGHTS = tuple(1 / (rank + 6) for rank in range(len(SURNAMES)))
GIVEN = {
    "male": tuple("浩宇轩杰鹏飞俊博文涛明志强伟磊晨阳子涵睿泽天翔凯旭毅恒嘉豪思远建华峰林锋鑫航佳乐家成"),
    "female": tuple("欣怡婷雨涵梦琪静雅思妍佳慧晓芸诗语洁颖悦萱丽娟文玲嘉宁梓萌燕敏秋月彤媛淑雯心蕾楠"),
}
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
    """Full name of a young person: one or two given characters, never the same one twice."""
    count = rng.choices((1, 2), (1, 4))[0]
    return surname + "".join(rng.sample(GIVEN[sex], count))


def elder_name(rng: Random, surname: str, sex: str) -> str:
    """Full name of a parent or grandparent."""
    return surname + "".join(rng.sample(ELDER_GIVEN[sex], 2))


def surname(rng: Random) -> str:
    """A surname, the common ones more often."""
    return rng.choices(SURNAMES, SURNAME_WEIGHTS)[0]


def brand(rng: Random) -> str:
    """The invented word in a company's name."""
    return "".join(rng.choice(characters) for characters in BRAND)
