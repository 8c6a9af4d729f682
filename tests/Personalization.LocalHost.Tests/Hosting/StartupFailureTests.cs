using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Tests.Hosting;

public sealed class StartupFailureTests
{
    [Theory]
    [InlineData(typeof(SameName), "Function Twice: two methods have this name", "SameName.One", "SameName.Two")]
    [InlineData(typeof(SameRoute), "Functions One and Two: both answer", "/Things/{name}")]
    [InlineData(typeof(AnyMethod), "Functions One and Two: both answer", "/things")]
    [InlineData(typeof(NoTrigger), "Function None", "must have one trigger parameter, not 0")]
    [InlineData(typeof(TwoTriggers), "Function Both", "must have one trigger parameter, not 2")]
    [InlineData(typeof(UnknownTrigger), "Function Unknown", "StrangeTriggerAttribute")]
    [InlineData(typeof(UnknownInput), "Function Unknown", "parameter value", "StrangeInputAttribute")]
    [InlineData(typeof(UnknownOutput), "Function Unknown", "StrangeOutputAttribute")]
    [InlineData(typeof(Unbindable), "Function Odd", "parameter stream", "Stream")]
    [InlineData(typeof(UnbindableTrigger), "Function Odd", "parameter other", "StartupFailureTests")]
    [InlineData(typeof(WithHttpContext), "Function Odd", "take the HttpRequest")]
    [InlineData(typeof(MvcFromBody), "Function Odd", "MVC's [FromBody]")]
    [InlineData(typeof(MvcResult), "Function Odd", "return an IResult")]
    [InlineData(typeof(BadRoute), "Function Odd", "things/{id")]
    [InlineData(typeof(BadConstraint), "Function Odd", "nonsense")]
    [InlineData(typeof(AdminRoute), "Function Odd", "administrators begins with admin")]
    [InlineData(typeof(OutputWithoutSetting), "Function Odd", "the app setting Nowhere is missing")]
    public void Build_FunctionThatCannotRun_SaysWhyInOneLine(Type functions, params string[] parts)
    {
        HostStartupException refused = Assert.Throws<HostStartupException>(() => TestHost.Build([functions]));

        Assert.All(parts, part => Assert.Contains(part, refused.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', refused.Message);
    }

    [Fact]
    public async Task Start_TriggerWithoutItsSetting_NamesFunctionAndSetting()
    {
        using IHost host = TestHost.Build([typeof(TriggerWithoutSetting)]);

        HostStartupException refused = await Assert.ThrowsAsync<HostStartupException>(() => host.StartAsync());

        Assert.Equal("Function Odd: the app setting Nowhere is missing", refused.Message);
    }

    // Ports below 1024 are nobody's here; the emulator's own may be somebody else's.
    private const string Nowhere = "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=AAAA;"
        + "BlobEndpoint=http://127.0.0.1:1/nobody;QueueEndpoint=http://127.0.0.1:1/nobody;TableEndpoint=http://127.0.0.1:1/nobody;";

    [Fact]
    public async Task Start_StorageThatDoesNotAnswer_SaysSo()
    {
        using IHost host = TestHost.Build([typeof(TriggerOnStorage)], null, "--Lake", Nowhere);

        HostStartupException refused = await Assert.ThrowsAsync<HostStartupException>(() => host.StartAsync());

        Assert.StartsWith("Storage Lake does not answer at 127.0.0.1:", refused.Message, StringComparison.Ordinal);
        Assert.Contains("start Azurite", refused.Message, StringComparison.Ordinal);
        Assert.Empty(host.Services.GetRequiredService<TestLog>().Entries);
    }

    [Fact]
    public async Task Start_PortTaken_SaysSo()
    {
        await using TestHost first = await TestHost.StartAsync(typeof(Fine));
        using IHost second = TestHost.Build([typeof(Fine)], null, "--urls", first.Host.LocalAddress().AbsoluteUri);

        HostStartupException refused = await Assert.ThrowsAsync<HostStartupException>(() => second.StartAsync());

        Assert.Contains($"{first.Host.LocalAddress().Port}: the address is taken", refused.Message.Replace("/:", ":", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Build_HttpFunctionsWithoutWebApplication_SaysWhatToCall()
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([]);
        builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = [typeof(Fine)]);

        Assert.Contains("ConfigureFunctionsWebApplication", Assert.Throws<HostStartupException>(builder.Build).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_SameRouteOtherMethodOrConstraint_IsNoConflict() => TestHost.Build([typeof(Fine)]).Dispose();
}
