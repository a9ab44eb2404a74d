"""Names of countries and territories, in the spellings that are known: so that a misspelt one is no new country.

They are those that the maps know (Natural Earth, and the other names in use); a test holds the two lists together.
A country that is made up is written with a code of its own, `iso3`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sojourn.scenario.errors import AtPath, nearest, quoted

if TYPE_CHECKING:
    from sojourn.scenario.agreements import Agreement

_NAMES = """
Afghanistan; Albania; Algeria; American Samoa; Andorra; Angola; Anguilla; Antigua and Barbuda; Argentina; Armenia;
Aruba; Australia; Austria; Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin;
Bermuda; Bhutan; Bolivia; Bosnia and Herzegovina; Botswana; Brazil; British Indian Ocean Territory; British Virgin
Islands; Brunei; Bulgaria; Burkina Faso; Burma; Burundi; Cabo Verde; Cambodia; Cameroon; Canada; Cape Verde; Cayman
Islands; Central African Republic; Chad; Chile; China; Colombia; Comoros; Congo; Cook Islands; Costa Rica; Cote
d'Ivoire; Croatia; Cuba; Curacao; Curaçao; Cyprus; Czech Republic; Czechia; Côte d'Ivoire; DR Congo; Democratic
Republic of the Congo; Denmark; Djibouti; Dominica; Dominican Republic; East Timor; Ecuador; Egypt; El Salvador;
Equatorial Guinea; Eritrea; Estonia; Eswatini; Ethiopia; Falkland Islands; Faroe Islands; Fiji; Finland; France;
French Polynesia; Gabon; Gambia; Georgia; Germany; Ghana; Gibraltar; Greece; Greenland; Grenada; Guam; Guatemala;
Guernsey; Guinea; Guinea-Bissau; Guyana; Haiti; Honduras; Hong Kong; Hungary; Iceland; India; Indonesia; Iran; Iraq;
Ireland; Isle of Man; Israel; Italy; Ivory Coast; Jamaica; Japan; Jersey; Jordan; Kazakhstan; Kenya; Kiribati;
Kosovo; Kuwait; Kyrgyzstan; Laos; Latvia; Lebanon; Lesotho; Liberia; Libya; Liechtenstein; Lithuania; Luxembourg;
Macau; Madagascar; Malawi; Malaysia; Maldives; Mali; Malta; Marshall Islands; Mauritania; Mauritius; Mexico;
Micronesia; Moldova; Monaco; Mongolia; Montenegro; Montserrat; Morocco; Mozambique; Myanmar; Namibia; Nauru; Nepal;
Netherlands; New Caledonia; New Zealand; Nicaragua; Niger; Nigeria; Niue; Norfolk Island; North Korea; North
Macedonia; Northern Cyprus; Northern Mariana Islands; Norway; Oman; Pakistan; Palau; Palestine; Panama; Papua New
Guinea; Paraguay; Peru; Philippines; Pitcairn Islands; Poland; Portugal; Puerto Rico; Qatar; Republic of the Congo;
Romania; Russia; Rwanda; Saint Helena; Saint Kitts and Nevis; Saint Lucia; Saint Vincent and the Grenadines; Samoa;
San Marino; Sao Tome and Principe; Saudi Arabia; Senegal; Serbia; Seychelles; Sierra Leone; Singapore; Sint Maarten;
Slovakia; Slovenia; Solomon Islands; Somalia; Somaliland; South Africa; South Korea; South Sudan; Spain; Sri Lanka;
St-Barthélemy; St-Martin; St. Kitts and Nevis; St. Lucia; St. Pierre and Miquelon; Sudan; Suriname; Swaziland;
Sweden; Switzerland; Syria; São Tomé and Príncipe; Taiwan; Tajikistan; Tanzania; Thailand; The Bahamas; The Gambia;
Timor-Leste; Togo; Tonga; Trinidad and Tobago; Tunisia; Turkey; Turkmenistan; Turks and Caicos; Turks and Caicos
Islands; Tuvalu; Türkiye; U.S. Virgin Islands; Uganda; Ukraine; United Arab Emirates; United Kingdom; United States;
United States of America; Uruguay; Uzbekistan; Vanuatu; Vatican; Venezuela; Vietnam; Wallis and Futuna; Western
Sahara; Yemen; Zambia; Zimbabwe; Åland
"""
COUNTRIES: tuple[str, ...] = tuple(name.strip() for name in " ".join(_NAMES.split()).split(";"))
"""In the order of the alphabet."""


def unknown_country(path: str, agreement: Agreement, also: Sequence[str] = ()) -> Iterator[AtPath]:
    """A country of an agreement that nobody knows and that is not said to be new by its code.

    `path` is that of the agreement, and `also` are names that the scenario's own tables know.
    """
    if agreement.iso3 is not None or agreement.country in COUNTRIES or agreement.country in also:
        return
    meant = nearest(agreement.country, (*also, *COUNTRIES))
    lines = [f"did you mean `{meant}`?"] if meant else []
    lines.append("a country that is in no list is written with a code of three letters: `iso3: XYZ`")
    yield AtPath(f"{path}.country", f"{quoted(agreement.country)} is no country that is known", "\n".join(lines))
