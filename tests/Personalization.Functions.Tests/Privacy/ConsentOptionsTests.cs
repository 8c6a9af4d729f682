using Microsoft.Extensions.Options;
using Personalization.Functions.Privacy;

namespace Personalization.Functions.Tests.Privacy;

[Trait("Feature", "S29")]
public sealed class ConsentOptionsTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("analytics,personalization", null)]
    [InlineData("personalization,marketing", "marketing needs a yes of the person")]
    [InlineData("advertising", "advertising needs a yes of the person")]
    [InlineData("Analytics", "Analytics is no purpose")]
    public void Validate_PurposesAllowedUnlessObjected_OnlyTwoMayBeNamed(string allowed, string? why)
    {
        ValidateOptionsResult result = new ConsentOptionsValidator().Validate(null, new ConsentOptions { AllowedUnlessObjected = allowed });

        Assert.Equal(why is null, result.Succeeded);
        if (why is not null) Assert.Contains(why, result.FailureMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(366)]
    public void Validate_LinkDaysOutOfRange_AreRefused(double days) => Assert.True(new ConsentOptionsValidator().Validate(null, new ConsentOptions { LinkDays = days }).Failed);
}
