using Microsoft.Extensions.Configuration;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Tests.Hosting;

public sealed class NameResolverTests
{
    private readonly NameResolver resolver = new(new ConfigurationBuilder().AddInMemoryCollection([new("Queue", "events"), new("Shop:Name", "toys")]).Build());

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("%Queue%", "events")]
    [InlineData("%Shop:Name%-%Queue%", "toys-events")]
    [InlineData("%Shop__Name%", "toys")]
    [InlineData("100% pure", "100% pure")]
    public void Resolve_Text_PutsSettingsIn(string text, string resolved) => Assert.Equal(resolved, resolver.Resolve(text));

    [Fact]
    public void Resolve_MissingSetting_NamesIt() => Assert.Equal("the app setting Nowhere is missing", Assert.Throws<HostStartupException>(() => resolver.Resolve("%Nowhere%")).Message);
}
