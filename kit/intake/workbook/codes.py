"""The check of a unified social credit code as a formula that Excel, WPS and LibreOffice work out alike."""

from __future__ import annotations

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ORGANISATION = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
WRONG = "代码有误"
DOUBTFUL = "请核对"
RIGHT = "√"


def code_check(cell: str) -> str:
    """The formula that says what is wrong with the code in a cell (GB 32100-2015); nothing while the cell is empty.

    Length, alphabet and the last digit are certain; the digit of the organisation code (the 17th) calls for a look.
    """
    code = f"UPPER(TRIM({cell}))"
    found = f'SUMPRODUCT(FIND(MID({code},{_row(range(1, 19))},1),"{_ALPHABET}"))'
    total = f'SUMPRODUCT((FIND(MID({code},{_row(range(1, 18))},1),"{_ALPHABET}")-1)*{_row(_WEIGHTS)})'
    last = f'MID("{_ALPHABET}",MOD(31-MOD({total},31),31)+1,1)'
    inner_sum = (
        f'SUMPRODUCT((FIND(MID({code},{_row(range(9, 17))},1),"{_ORGANISATION}")-1)*{_row(_ORGANISATION_WEIGHTS)})'
    )
    inner = f'MID("0X987654321",MOD({inner_sum},11)+1,1)'
    return (
        f'=IF(TRIM({cell})="","",IF(LEN(TRIM({cell}))<>18,"{WRONG}：不是18位",'
        f'IF(ISERROR({found}),"{WRONG}：含有不用的字符",'
        f'IF({last}<>RIGHT({code},1),"{WRONG}：校验码不符",'
        f'IF({inner}<>MID({code},17,1),"{DOUBTFUL}第9至17位","{RIGHT}")))))'
    )


def _row(numbers: range | tuple[int, ...]) -> str:
    """Numbers as an array constant of one row."""
    return "{" + ",".join(map(str, numbers)) + "}"
