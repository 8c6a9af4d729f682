using Personalization.Recommendations;
using Personalization.Tests.Profiles;

namespace Personalization.Tests.Recommendations;

public sealed class CountryTests
{
    // All that the column Country of the online-retail data set holds.
    private const string OnlineRetail = """
        Australia AU|Austria AT|Bahrain BH|Belgium BE|Brazil BR|Canada CA|Channel Islands CHANNEL ISLANDS|Cyprus CY|Czech Republic CZ|Denmark DK|EIRE IE
        European Community EUROPEAN COMMUNITY|Finland FI|France FR|Germany DE|Greece GR|Hong Kong HK|Iceland IS|Israel IL|Italy IT|Japan JP|Lebanon LB|Lithuania LT
        Malta MT|Netherlands NL|Norway NO|Poland PL|Portugal PT|RSA ZA|Saudi Arabia SA|Singapore SG|Spain ES|Sweden SE|Switzerland CH|USA US
        United Arab Emirates AE|United Kingdom GB|Unspecified UNSPECIFIED
        Bermuda BM|Korea KR|Nigeria NG|Thailand TH|West Indies WEST INDIES
        """;

    [Fact]
    public void Name_OfImportedCountries_IsTheIsoCodeWhereThereIsOne()
    {
        foreach (string line in OnlineRetail.Split(['|', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            // A name that has no code stands before itself in capitals.
            string place = ActivityPlaces.Name(line.Split(' ')[^1].Length == 2 ? line[..^3] : line[..(line.Length / 2)])!;

            Assert.EndsWith(" " + place, line, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("GB")]
    [InlineData("gbr")]
    [InlineData("uk")]
    [InlineData(" united kingdom ")]
    public void SlicesOf_OneCountryInManyWords_AreOnePlace(string country)
    {
        string slices = string.Join(' ', SliceReader.SlicesOf(Told.Track("m", 0, "x", context: $$$"""{"location":{"country":"{{{country}}}"}}"""), new BuyerMemory(), new MemberMemory()));

        Assert.StartsWith("place:GB ", slices, StringComparison.Ordinal);
        Assert.Equal("GB/LEEDS", ActivityPlaces.Parse(country + "/Leeds"));
    }

    [Theory]
    [InlineData("Ελλάδα", "GR")]
    [InlineData("deutschland", "DE")]
    [InlineData("Côte d'Ivoire", "CI")]
    [InlineData("Cote d'Ivoire", "CI")]
    [InlineData("საქართველო", "GE")]
    [InlineData("ایران", "IR")]
    [InlineData("Bosnia and Herzegovina", "BA")]
    [InlineData("Atlantis", "ATLANTIS")]
    [InlineData("QQ", "QQ")]
    public void Name_InAnyLanguage_IsTheCodeOrTheTextItself(string country, string expected) => Assert.Equal(expected, ActivityPlaces.Name(country));
}
