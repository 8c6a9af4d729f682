using System.Text;
using Personalization.Events;
using static Personalization.Tests.Events.CaptureBench;

namespace Personalization.Tests.Events;

/// <summary>The header <c>Sec-GPC: 1</c>, kept in the events of its request.</summary>
[Trait("Feature", "S29")]
public sealed class PrivacyControlTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData(""","context":{"gpc":false,"locale":"el"}""", "")]
    [InlineData("", ""","context":{"gpc":false}""")]
    public void Read_RequestAsksForPrivacy_EventsSaySoWhateverTheBodySays(string own, string shared)
    {
        byte[] body = Encoding.UTF8.GetBytes($$"""{"batch":[{"type":"page","userId":"u"{{own}}}]{{shared}}}""");

        Assert.Equal("true", Assert.Single(Read(body, asksForPrivacy: true).Verdicts).Json("context", "gpc"));
        Assert.NotEqual("true", Assert.Single(Read(body).Verdicts).Json("context", "gpc"));
    }

    [Fact]
    public void Read_SingleCallAsksForPrivacy_ItsOtherContextIsKept()
    {
        EventVerdict verdict = Assert.Single(Read(Encoding.UTF8.GetBytes("""{"userId":"u","context":{"locale":"el"}}"""), EventType.Page, asksForPrivacy: true).Verdicts);

        Assert.Equal("true \"el\"", $"{verdict.Json("context", "gpc")} {verdict.Json("context", "locale")}");
    }
}
