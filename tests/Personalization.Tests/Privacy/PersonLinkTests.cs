using System.Buffers.Text;
using Personalization.Messages;
using Personalization.Messages.Unsubscribing;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Tests.Privacy;

[Trait("Feature", "S34")]
public sealed class PersonLinkTests
{
    private const string Key = "a key of the tests";
    private static readonly DateTimeOffset Now = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);
    private static readonly PersonLink Link = new(PersonKey.User("ანა"), Now.AddDays(1));

    [Fact]
    public void Read_OwnToken_GivesWhatWasSignedUntilItIsOver()
    {
        using PersonLinks links = new(Key);
        string token = links.Sign(Link);

        Assert.Equal(Link, links.Read(token, Now));
        Assert.Null(links.Read(token, Link.Until));
    }

    [Fact]
    public void Read_AnyBitChanged_IsRefused()
    {
        using PersonLinks links = new(Key);
        byte[] token = Base64Url.DecodeFromChars(links.Sign(Link));
        for (int bit = 0; bit < token.Length * 8; bit++)
        {
            byte[] forged = [.. token];
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(links.Read(Base64Url.EncodeToString(forged), Now));
        }
    }

    [Fact]
    public void Read_TokenOfAnotherKeyOrUse_IsRefused()
    {
        using PersonLinks links = new(Key), others = new("another key of tests");
        using UnsubscribeSigner unsubscribe = new(Key);

        Assert.Null(links.Read(others.Sign(Link), Now));
        Assert.Null(links.Read(unsubscribe.Sign(new UnsubscribeTarget(Link.Person, MessageChannel.Email, "")), Now));
        Assert.Null(unsubscribe.Read(links.Sign(Link)));
        foreach (string wrong in (string[])["", "x", "not a token", new string('A', PersonLinks.LongestToken + 4)]) Assert.Null(links.Read(wrong, Now));
    }

    [Fact]
    public void Sign_NewKeyInFront_OldLinksStayGood()
    {
        using PersonLinks before = new(Key), after = new("a newer key of tests", Key);

        Assert.Equal(Link, after.Read(before.Sign(Link), Now));
        Assert.Null(before.Read(after.Sign(Link), Now));
    }
}
