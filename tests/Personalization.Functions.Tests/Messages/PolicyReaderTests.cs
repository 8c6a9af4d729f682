using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Timing;

namespace Personalization.Functions.Tests.Messages;

public sealed class PolicyReaderTests
{
    private static MessageOptions Bound(params (string Name, string Value)[] settings)
    {
        MessageOptions options = new() { UnsubscribeKey = "a-key-of-sixteen-or-more" };
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(one => KeyValuePair.Create("Messages:" + one.Name, (string?)one.Value))).Build().GetSection("Messages").Bind(options);
        return options;
    }

    private static ValidateOptionsResult Validate(MessageOptions options, string? site = null) => new MessageOptionsValidator(
        new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("WEBSITE_SITE_NAME", site)]).Build()).Validate(null, options);

    [Fact]
    public void Read_NoSettings_IsThePolicyOfTheSuite()
    {
        MessagePolicy policy = PolicyReader.Read(Bound()).Policy, suite = new();
        Assert.Equal((suite.QuietHours.Length, suite.BestHourPatience, suite.LongestWait), (policy.QuietHours.Length, policy.BestHourPatience, policy.LongestWait));
        Assert.Equal(suite.Caps.ToArray(), policy.Caps.ToArray());
        Assert.Null(Validate(Bound()).FailureMessage);
    }

    [Fact]
    [Trait("Feature", "S109")]
    public void Read_Lists_StandInPlaceOfTheSuites()
    {
        MessageOptions options = Bound(
            ("Policy:Caps:0:Most", "2"), ("Policy:Caps:0:Hours", "24"), ("Policy:Caps:0:Channel", "sms"), ("Policy:Caps:1:Most", "5"), ("Policy:Caps:1:Hours", "168"),
            ("Policy:QuietHours:0:From", "22:30"), ("Policy:QuietHours:0:Until", "07:15"), ("Policy:QuietHours:0:Country", "de"), ("Policy:QuietHours:0:Channel", "email"),
            ("Policy:QuietHours:0:Days", "saturday,Sunday"), ("Policy:QuietHours:0:Transactional", "true"), ("Policy:BestHourPatienceHours", "6"), ("Policy:LongestWaitDays", "2.5"),
            ("TimeZone", "Europe/Athens"), ("DefaultHour", "18"));
        MessagePolicy policy = PolicyReader.Read(options).Policy;
        Assert.True(Validate(options).Succeeded);
        Assert.Equal([new FrequencyCap(2, TimeSpan.FromDays(1), MessageChannel.Sms), new FrequencyCap(5, TimeSpan.FromDays(7))], policy.Caps.ToArray());
        QuietHours quiet = Assert.Single(policy.QuietHours);
        Assert.Equal([DayOfWeek.Saturday, DayOfWeek.Sunday], quiet.Days!);
        Assert.Equal(new QuietHours(new TimeOnly(22, 30), new TimeOnly(7, 15), "DE", MessageChannel.Email, quiet.Days, true), quiet);
        Assert.Equal((TimeSpan.FromHours(6), TimeSpan.FromDays(2.5), "Europe/Athens", 18), (policy.BestHourPatience, policy.LongestWait, policy.TimeZone, policy.DefaultHour));
    }

    [Fact]
    public void Read_Off_LeavesTheListEmpty()
    {
        MessagePolicy policy = PolicyReader.Read(Bound(("Policy:Caps:0:Off", "true"), ("Policy:QuietHours:0:Off", "true"))).Policy;
        Assert.Empty(policy.Caps);
        Assert.Empty(policy.QuietHours);
    }

    [Theory]
    [InlineData("Policy:Caps:0:Most", "-1", "Messages:Policy:Caps:0:Most must be")]
    [InlineData("Policy:Caps:0:Channel", "pigeon", "Messages:Policy:Caps:0:Most must be")]
    [InlineData("Policy:Caps:1:Channel", "pigeon", "Messages:Policy:Caps:0:Channel must be")]
    [InlineData("Policy:Caps:0:Hours", "10000", "Messages:Policy:Caps:0:Hours must be")]
    [InlineData("Policy:QuietHours:0:From", "9pm", "Messages:Policy:QuietHours:0:From must be a time such as 21:00")]
    [InlineData("Policy:QuietHours:0:Days", "Funday", "Messages:Policy:QuietHours:0:Days must be")]
    [InlineData("Policy:QuietHours:0:Days", "1", "Messages:Policy:QuietHours:0:Days must be")]
    [InlineData("Policy:QuietHours:0:Country", "France", "Messages:Policy:QuietHours:0:Country must be")]
    [InlineData("Policy:BestHourPatienceHours", "-1", "Messages:Policy:BestHourPatienceHours must be 0 to 168")]
    [InlineData("Policy:LongestWaitDays", "31", "Messages:Policy:LongestWaitDays must be 0 to 30")]
    [InlineData("TimeZone", "Mars/Olympus", "Messages:TimeZone: there is no zone")]
    public void Validate_WrongSetting_IsNamed(string name, string value, string said) =>
        Assert.Contains(said, Validate(Bound((name, value))).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Validate_InboxPageOnAzure_IsRefused()
    {
        MessageOptions options = Bound(("InboxPage", "true"));
        Assert.True(Validate(options).Succeeded);
        Assert.Contains("Messages:InboxPage", Validate(options, "shop-app").FailureMessage, StringComparison.Ordinal);
    }
}
