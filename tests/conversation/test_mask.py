"""Numbers that lead to a person are hidden, numbers of documents, tickets and days are not."""

from __future__ import annotations

import random
import time

import pytest

from bot.conversation.mask import masked, numbers_in

IDENTITY = "350111199001011234"
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def check_digit(seventeen: str) -> str:
    return "10X98765432"[sum(weight * int(digit) for weight, digit in zip(WEIGHTS, seventeen)) % 11]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("我电话13812345678，谢谢", "我电话138****5678，谢谢"),
        ("13812345678", "138****5678"),
        ("138 1234 5678", "138******5678"),
        ("138-1234-5678", "138******5678"),
        ("138 12345678", "138*****5678"),
        ("1 3 8 1 2 3 4 5 6 7 8", "1 3************** 7 8"),
        ("+8613812345678", "+86138****5678"),
        ("86-138-1234-5678", "86-138******5678"),
        ("微信wx13812345678", "微信wx138****5678"),
        ("联系人1-13812345678", "联系人1-138****5678"),
        ("１３８１２３４５６７８", "１３８****５６７８"),
        ("13812345678或者15987654321都行", "138****5678或者159****4321都行"),
        ("身份证350111199001011234", "身份证3501**********1234"),
        ("350111 19900101 1234", "3501************1234"),
        ("350111199001011230", "3501**********1230"),
        ("11010519491231002X", "1101**********002X"),
        ("11010519491231002x。", "1101**********002x。"),
        ("护照E12345678", "护照E12****78"),
        ("回乡证H1234567890", "回乡证H12******90"),
        ("军官证 军字第1234567号", "军官证 军字第12***67号"),
        ("军字第1234567号", "军字第12***67号"),
        ("士兵证号码：00123456", "士兵证号码：00****56"),
        ("台胞证12345678", "台胞证12****78"),
        ("外国人居留证FRA123456789012", "外国人居留证FR***********12"),
        ("身份证110105194912310021", "身份证1101**********0021"),
        ("老证350111900101123", "老证3501*******1123"),
        ("0591-83661234", "059********34"),
        ("059183661234转801", "059*******34转801"),
        ("(0591)83661234", "(05*********34"),
        ("010 8366 1234", "010********34"),
        ("家里电话：83661234", "家里电话：836***34"),
        ("座机是 8366123", "座机是 836**23"),
        ("83661234", "836***34"),
        ("发到zhangsan@163.com吧", "发到zha*********.com吧"),
        ("li@example.gov.cn", "l************v.cn"),
    ],
)
def test_what_leads_to_a_person_is_hidden(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert len(masked(text)) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "闽政〔2016〕66号", "国令第711号第二十六条", "工单 JA20261124-0001", "ja 2026 1124 0001",
        "20261124-0591 20261124-0002",
        "2026-11-24 09:30", "20261124", "2026年11月24日", "2016-2018年", "电话费20261124交的", "电话是20261124打的",
        "索引号 FZ00114-2031-2018-00001", "拨打12345、110", "统一社会信用代码91350111MA2XYZ1234", "面积20000000平方米",
        "订单号1381234567812345", "350111199013011230", "福马路100号3座1302", "罚款 2000 至 20000 元", "12345678901234",
        "榕晋城管罚字第2023001号", "身份证要带，工单JA20261124-0001", "证件20261124到期", "3.1415926",
        "400-123-4567", "@城管", "",
    ],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    assert masked(text) == text
    assert numbers_in(text) == []


def test_what_is_hidden_is_told_once_and_whole() -> None:
    text = f"张三，{IDENTITY}，13812345678，再说一遍13812345678，或者15987654321，邮箱a.b@qq.com"
    assert numbers_in(text) == [IDENTITY, "13812345678", "15987654321", "a.b@qq.com"]


def test_every_identity_number_with_a_true_check_digit_is_hidden_and_no_other() -> None:
    chance = random.Random(1)
    for _ in range(500):
        number = str(chance.randrange(10**16, 10**17))
        true = number + check_digit(number)
        assert masked(f"证{true}。") == f"证{true[:4]}{'*' * 10}{true[-4:]}。"
        false = number + check_digit(number[:-1] + str((int(number[-1]) + 1) % 10))
        assert masked(false) == false


def test_masking_again_changes_nothing() -> None:
    chance = random.Random(2)
    for _ in range(500):
        text = "".join(chance.choice("0123456789013813 -x@.a电话：") for _ in range(40))
        assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize("piece", ["1", "13", "0591 ", "a", "a@", "a.", "1 3 ", "+86", "电话", "350111 "])
def test_no_text_takes_long(piece: str) -> None:
    started = time.perf_counter()
    masked(piece * (20_000 // len(piece)))
    assert time.perf_counter() - started < 1
