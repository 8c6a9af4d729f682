using System.Text;
using Personalization.Experiments;
using Personalization.Profiles;

namespace Personalization.Tests.Experiments;

[Trait("Feature", "S125")]
public sealed class FlagRequestTests
{
    [Fact]
    public void Read_TargetingKey_IsTheDevice() => Assert.Equal(PersonKey.Anonymous("d"), Read("""{"context":{"targetingKey":"d","plan":"gold"}}""").Visitor);

    [Theory]
    [InlineData("{", "PARSE_ERROR")]
    [InlineData("[]", "INVALID_CONTEXT")]
    [InlineData("{}", "INVALID_CONTEXT")]
    [InlineData("""{"context":7}""", "INVALID_CONTEXT")]
    [InlineData("""{"context":{"targetingKey":7}}""", "TARGETING_KEY_MISSING")]
    [InlineData("""{"context":{"targetingKey":""}}""", "TARGETING_KEY_MISSING")]
    public void Read_NoKey_SaysWhyInTheProtocolsWords(string body, string code)
    {
        FlagRequest request = Read(body);
        Assert.Equal((null, code), (request.Visitor, request.ErrorCode));
        Assert.NotEqual("", request.Details);
    }

    private static FlagRequest Read(string body) => FlagRequest.Read(Encoding.UTF8.GetBytes(body));
}
