"""The street plan of Lindenhaven, a Dutch town that does not exist, on flat paper.

Metres east and north of the Kerkbrug, before `ground` bends it. Ends of streets within a few metres of
another street meet it there.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float]

TOWN = "Lindenhaven"
PROVINCE = "Flevoland"
MUNICIPALITY_CODE = "GM9901"
# No postcode area of this number is in use.
POSTCODE_DIGITS = "8299"
CANAL_HALF_WIDTH = 7.0


@dataclass(frozen=True)
class StreetPlan:
    """`left` and `right` of its own direction: what stands there. Odd numbers are on the left."""

    name: str
    road: str
    line: tuple[Point, ...]
    left: str = ""
    right: str = ""
    tags: dict[str, str] = field(default_factory=dict)


def _street(name: str, road: str, homes: str, *line: Point, **tags: str) -> StreetPlan:
    left, _, right = homes.partition("|")
    return StreetPlan(name, road, line, left, right if "|" in homes else left, tags)


R, L, U, T, S, F = "residential", "living_street", "unclassified", "tertiary", "secondary", "footway"
BRIDGE = {"bridge": "yes", "layer": "1"}

STREETS: tuple[StreetPlan, ...] = (
    # The busy road, along the old town's edge
    _street("Polderweg", S, "semi|", (-300, -620), (-300, -9), maxspeed="50"),
    _street("Polderweg", S, "", (-300, -9), (-300, 9), **BRIDGE),
    _street("Polderweg", S, "semi", (-300, 9), (-300, 620), maxspeed="50"),
    # Havenkwartier: the old town
    _street("Noorderkade", R, "old|", (-300, 17), (262, 17)),
    _street("Kerkstraat", U, "old", (-20, 17), (-20, 330)),
    _street("Kerkbrug", U, "", (-20, -17), (-20, 17), **BRIDGE),
    _street("Havenstraat", R, "old", (-215, 17), (-215, 212)),
    _street("Smidsstraat", R, "old", (-118, 17), (-118, 212)),
    _street("Bakkersstraat", R, "old", (72, 17), (72, 118)),
    _street("Visserstraat", R, "old", (168, 17), (168, 330)),
    _street("Touwslagersteeg", L, "old", (-215, 68), (-20, 68)),
    _street("Zeilmakersteeg", L, "old", (-20, 66), (168, 66)),
    _street("Marktstraat", U, "old", (-300, 118), (262, 118)),
    _street("Schoolstraat", R, "terrace", (-300, 212), (-20, 212)),
    _street("Pastorieweg", R, "terrace", (-20, 238), (168, 238)),
    _street("Weverstraat", R, "terrace", (-215, 212), (-205, 330)),
    _street("Kuiperstraat", R, "terrace", (-300, 268), (-20, 272)),
    _street("Noorderweg", T, "terrace", (-300, 330), (262, 330)),
    _street("Doelenstraat", R, "terrace", (-150, 330), (-150, 436)),
    _street("Boomgaardstraat", R, "terrace", (-300, 388), (60, 388)),
    _street("Tuinstraat", R, "terrace", (60, 330), (60, 436)),
    _street("Achterweg", R, "terrace", (-300, 436), (60, 436)),
    # Molenbuurt: between the wars
    _street("Molenkade", R, "semi|", (-760, 17), (-300, 17)),
    _street("Molenaarslaan", R, "terrace", (-425, 17), (-425, 266)),
    _street("Wiekstraat", R, "terrace", (-566, 17), (-566, 290)),
    _street("Walkantlaan", R, "semi", (-700, 17), (-700, 336)),
    _street("Korenmolenstraat", R, "terrace", (-700, 72), (-300, 76)),
    _street("Pelmolenstraat", R, "terrace", (-700, 128), (-300, 134)),
    _street("Wipmolenstraat", R, "terrace", (-700, 186), (-300, 190)),
    _street("Molenweg", U, "terrace", (-300, 246), (-500, 262), (-770, 352)),
    _street("Bovenkruierstraat", R, "terrace", (-440, 258), (-440, 430)),
    _street("Zaagmolenstraat", R, "terrace", (-620, 376), (-300, 322)),
    _street("Oliemolenstraat", R, "terrace", (-640, 438), (-300, 380)),
    _street("Kapstraat", R, "terrace", (-620, 302), (-640, 438)),
    _street("Stellinghof", L, "terrace", (-360, 376), (-358, 446)),
    # De Wilgen: after the war
    _street("Zuiderkade", R, "|terrace", (-300, -17), (300, -17)),
    _street("Brugstraat", U, "terrace", (-20, -17), (-20, -150)),
    _street("Kastanjestraat", R, "terrace", (-300, -72), (-20, -72)),
    _street("Esdoornstraat", R, "terrace", (-20, -78), (262, -78)),
    _street("Wilgenlaan", T, "terrace|gallery", (-300, -140), (262, -140)),
    _street("Lindelaan", U, "", (-20, -140), (-20, -430)),
    _street("Populierenlaan", R, "|portiek", (-300, -252), (-20, -252)),
    _street("Beukenstraat", R, "portiek", (-300, -320), (-20, -320)),
    _street("Elzenstraat", R, "portiek|terrace", (-300, -386), (262, -386)),
    _street("Parkzicht", R, "portiek|", (-20, -318), (262, -318)),
    _street("Iepenstraat", R, "terrace", (-300, -430), (262, -430)),
    # Vogelhof: the eighties, dead ends around a collector
    _street("Vogellaan", U, "", (262, 118), (350, 116), (480, 112), (620, 140), (690, 230), (650, 330)),
    _street("Noorderweg", T, "|semi", (262, 330), (650, 330), (770, 338)),
    _street("Merelhof", L, "terrace", (330, 117), (330, 40), (400, 40)),
    _street("Lijsterhof", L, "terrace", (455, 113), (455, 30)),
    _street("Vinkenhof", L, "terrace", (540, 124), (552, 34), (620, 34)),
    _street("Mezenhof", L, "terrace", (330, 117), (330, 200), (268, 200)),
    _street("Spreeuwenhof", L, "terrace", (400, 114), (400, 280)),
    _street("Roodborsthof", L, "terrace", (480, 112), (480, 230), (580, 230)),
    _street("Winterkoninghof", L, "terrace", (650, 176), (560, 172)),
    _street("Kwikstaarthof", L, "terrace", (690, 230), (752, 215), (752, 150)),
    _street("Zwaluwstraat", R, "terrace", (400, 280), (640, 280)),
    _street("Reigerbrug", F, "", (262, 17), (300, 0), (300, -17), foot="designated", **BRIDGE),
    _street("Wilgenlaan", T, "", (262, -140), (420, -140), (640, -120)),
    _street("Fuutweg", R, "terrace", (300, -17), (300, -140)),
    _street("Eendenhof", L, "terrace", (300, -66), (420, -66)),
    _street("Ganzenhof", L, "terrace", (380, -140), (380, -250)),
    _street("Zwanenhof", L, "terrace", (455, -137), (455, -290)),
    _street("Reigerhof", L, "terrace", (530, -130), (530, -230), (620, -230)),
    _street("Futenhof", L, "terrace", (500, -133), (500, -40), (600, -40)),
    # Buitenpolder: a dike road with farms
    _street("Lange Dijk", U, "farm", (-300, -120), (-560, -150), (-820, -120)),
    _street("Dwarsweg", U, "farm", (-560, -150), (-580, -440)),
    # On foot
    _street("", F, "", (-20, 190), (30, 165), (72, 118)),
    _street("Wilgenpad", F, "", (40, -140), (70, -220), (150, -240), (262, -200)),
    _street("", F, "", (70, -220), (60, -318)),
    _street("", F, "", (150, -240), (170, -318)),
    _street("", F, "", (262, -200), (380, -200)),
    _street("", F, "", (262, -318), (262, -386), (262, -430)),
    _street("Stationspad", F, "", (-20, -430), (-20, -462)),
    _street("", F, "", (262, 17), (330, 40)),
    _street("", F, "", (455, 30), (552, 34)),
    _street("", F, "", (455, -290), (380, -250)),
)

# Names stand on the doors: towers belong to the street beside them.
TOWERS: tuple[tuple[str, Point], ...] = (
    ("Lindelaan", (20, -182)),
    ("Lindelaan", (22, -235)),
    ("Lindelaan", (20, -288)),
    ("Wilgenlaan", (610, -160)),
)

CANAL: tuple[Point, ...] = ((-980, 0), (0, 0), (980, 0))
RAIL: tuple[Point, ...] = ((-980, -500), (0, -478), (980, -520))
# Harbour basin and ponds
WATERS: tuple[tuple[Point, ...], ...] = (
    ((640, -7), (800, -7), (800, -95), (680, -95), (640, -50)),
    ((150, -270), (180, -300), (235, -290), (240, -258), (200, -248)),
    ((600, 215), (636, 210), (640, 250), (604, 256)),
)
GREENS: tuple[tuple[Point, ...], ...] = (
    ((44, -150), (256, -150), (256, -308), (44, -308)),  # Wilgenpark
    ((-4, 132), (58, 132), (58, 222), (-4, 222)),  # Kerkplein
    ((110, 350), (250, 350), (250, 470), (110, 470)),  # cemetery
    ((-780, 380), (-670, 400), (-680, 500), (-790, 480)),  # sports field
    ((590, 200), (660, 196), (664, 266), (592, 268)),
    ((440, -330), (640, -300), (640, -400), (440, -410)),
)
# Church, mill, station, school and sports hall: buildings without anybody's front door.
LANDMARKS: tuple[tuple[Point, float, float], ...] = (
    ((26, 180), 38, 16),
    ((-735, 372), 11, 11),
    ((-70, -462), 46, 10),
    ((185, 190), 28, 42),
    ((700, 290), 44, 30),
)

# Code, name, district and outline. The canal, the busy road and a ditch are the borders.
NEIGHBOURHOODS: tuple[tuple[str, str, str, tuple[Point, ...]], ...] = (
    ("BU99010101", "Havenkwartier", "WK990101", ((-300, 0), (262, 0), (262, 640), (-300, 640))),
    ("BU99010102", "Molenbuurt", "WK990101", ((-860, 0), (-300, 0), (-300, 640), (-860, 640))),
    ("BU99010201", "De Wilgen", "WK990102", ((-300, -640), (262, -640), (262, 0), (-300, 0))),
    ("BU99010202", "Vogelhof", "WK990102", ((262, -640), (860, -640), (860, 640), (262, 640), (262, 0))),
    ("BU99010301", "Buitenpolder", "WK990103", ((-860, -640), (-300, -640), (-300, 0), (-860, 0))),
)
