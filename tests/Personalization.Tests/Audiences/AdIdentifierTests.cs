using System.Text;
using Personalization.Audiences;

namespace Personalization.Tests.Audiences;

/// <summary>Addresses and numbers as ad networks publish that they are to be spelled and hashed.</summary>
[Trait("Feature", "S119")]
public sealed class AdIdentifierTests
{
    private static readonly AdNetwork[] Networks = Enum.GetValues<AdNetwork>();

    // The networks' own examples of addresses and of their hashes.
    [Theory]
    [InlineData(AdNetwork.Meta, " John_Smith@gmail.com ", "62a14e44f765419d10fea99367361a727c12365e2520f32218d505ed9aa0f62f")]
    [InlineData(AdNetwork.TikTok, "JaneDoe@gmail.com", "d6117306485ed0e50afab3ac871e98f81699151f30281527d63ff5f233656c69")]
    [InlineData(AdNetwork.Google, "cloudy.sanfrancisco+shopping@gmail.com", "223ebda6f6889b1494551ba902d9d381daf2f642bae055888e96343d53e9f9c4")]
    public void Email_PublishedExample_HasThePublishedHash(AdNetwork network, string said, string hash) =>
        Assert.Equal(hash, AdIdentifiers.Hash(AdIdentifiers.Email(network, said)!));

    [Theory]
    [InlineData(AdNetwork.Meta, "+1 (650) 555-1212", "e323ec626319ca94ee8bff2e4c87cf613be6ea19919ed1364124e16807ab3176")]
    [InlineData(AdNetwork.TikTok, "+374-93-828222", "65b7e6dcf6f4310f8d7cbfbd78289a753062fb054d6664fb9aaac5df66a422d4")]
    [InlineData(AdNetwork.Google, "+1 (800) 555-0100", "fb4f73a6ec5fdb7077d564cdd22c3554b43ce49168550c3b12c547b78c517b30")]
    public void Phone_PublishedExample_HasThePublishedHash(AdNetwork network, string said, string hash) =>
        Assert.Equal(hash, AdIdentifiers.Hash(AdIdentifiers.Phone(network, said)!));

    [Theory]
    [InlineData("User.Name+NYC@Example.com", "user.name+nyc@example.com", "user.name+nyc@example.com", "user.name@example.com")]
    [InlineData("Cloudy.SanFrancisco+x@GoogleMail.com", "cloudy.sanfrancisco+x@googlemail.com", "cloudysanfrancisco@googlemail.com", "cloudy.sanfrancisco@googlemail.com")]
    [InlineData("\u00a0a.b@gmail.com.example.org\t", "a.b@gmail.com.example.org", "a.b@gmail.com.example.org", "a.b@gmail.com.example.org")]
    [InlineData("ana @ example.com", "ana@example.com", "ana@example.com", "ana@example.com")]
    [InlineData("ΜΑΡΙΑ@παράδειγμα.gr", "μαρια@παράδειγμα.gr", "μαρια@παράδειγμα.gr", "μαρια@παράδειγμα.gr")]
    [InlineData("ЛЕНА@пример.рф", "лена@пример.рф", "лена@пример.рф", "лена@пример.рф")]
    [InlineData("ნინო@example.ge", "ნინო@example.ge", "ნინო@example.ge", "ნინო@example.ge")]
    [InlineData("سارا@example.ir", "سارا@example.ir", "سارا@example.ir", "سارا@example.ir")]
    public void Email_SamePerson_IsSpelledAsEachNetworkWants(string said, string meta, string google, string tiktok) =>
        Assert.Equal((meta, google, tiktok), (AdIdentifiers.Email(AdNetwork.Meta, said), AdIdentifiers.Email(AdNetwork.Google, said), AdIdentifiers.Email(AdNetwork.TikTok, said)));

    [Theory]
    [InlineData("+995 555 12-34-56", "995555123456")]
    [InlineData("00995555123456", "995555123456")]
    [InlineData("+۹۸۹۱۲۳۴۵۶۷۸۹", "989123456789")]
    [InlineData("+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧", "966501234567")]
    public void Phone_SamePerson_IsSpelledAsEachNetworkWants(string said, string digits) =>
        Assert.Equal((digits, "+" + digits, digits), (AdIdentifiers.Phone(AdNetwork.Meta, said), AdIdentifiers.Phone(AdNetwork.Google, said), AdIdentifiers.Phone(AdNetwork.TikTok, said)));

    [Fact]
    public void Spell_NoAddressAndNoNumber_GivesNothingToHash()
    {
        foreach (AdNetwork network in Networks)
        {
            foreach (string? none in (string?[])[null, "", "  ", "ana", "@example.com", "ana@", "a@b@c"]) Assert.Null(AdIdentifiers.Email(network, none));
            foreach (string? none in (string?[])[null, "", " ", "6900000000", "+", "+00", "+112", "+30x6900000000"]) Assert.Null(AdIdentifiers.Phone(network, none));
        }
        Assert.Null(AdIdentifiers.Email(AdNetwork.Google, "+x@gmail.com"));
        Assert.Null(AdIdentifiers.Email(AdNetwork.Google, "...@gmail.com"));
        Assert.Null(AdIdentifiers.Email(AdNetwork.TikTok, "+x@example.com"));
    }

    [Fact]
    public void Spell_AnythingAtAll_IsAFixedPointWithoutBlanksAndCapitals()
    {
        Random dice = new(119);
        string letters = "aAbZ.+-_ \t09ΣςЖنი@@";
        for (int turn = 0; turn < 20_000; turn++)
        {
            StringBuilder made = new();
            for (int place = dice.Next(3, 14); place > 0; place--) made.Append(letters[dice.Next(letters.Length)]);
            string said = made + (turn % 2 == 0 ? "@gmail.com" : "@example.com"), number = "+" + string.Concat(said.Select(one => (char)('0' + (one % 10))));
            foreach (AdNetwork network in Networks)
            {
                string? email = AdIdentifiers.Email(network, said), phone = AdIdentifiers.Phone(network, number);
                Assert.Equal(email, AdIdentifiers.Email(network, " " + said + "\n"));
                if (email is not null)
                {
                    Assert.Equal(email, AdIdentifiers.Email(network, email));
                    Assert.DoesNotContain(email, one => char.IsWhiteSpace(one) || char.IsUpper(one));
                    Assert.InRange(email.IndexOf('@', StringComparison.Ordinal), 1, email.Length - 2);
                }
                if (phone is not null) Assert.Equal(phone, AdIdentifiers.Phone(network, phone.StartsWith('+') ? phone : "+" + phone));
            }
        }
    }
}
