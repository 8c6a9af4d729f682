using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Tests.Hosting;

public sealed class HostSettingsTests
{
    private const string LocalSettings = """
        {
          "IsEncrypted": false,
          "Values": { "Shop__Name": "file", "Shop:Name": "later", "AzureWebJobs.X.Disabled": "true", "HOSTSETTINGSTESTS": "file", "Empty": null },
          "ConnectionStrings": { "Lake": "lake" },
          "Host": { "LocalHttpPort": 7099, "CORS": "*" }
        }
        """;

    [Fact]
    public void Values_AreFlatAndTakeDoubleUnderscoreAsSections()
    {
        using ConfigurationManager configuration = Load(LocalSettings);

        Assert.Equal("later", configuration["Shop:Name"]);
        Assert.Equal("true", configuration["AzureWebJobs.X.Disabled"]);
        Assert.Equal("lake", configuration.GetConnectionString("Lake"));
        Assert.Equal("7099", configuration["Host:LocalHttpPort"]);
        Assert.Null(configuration["Values:Shop__Name"]);
    }

    [Fact]
    public void CommandLine_OverrulesTheFile()
    {
        using ConfigurationManager configuration = Load(LocalSettings, "--Shop:Name", "args", "--port", "8000");

        Assert.Equal("args", configuration["Shop:Name"]);
        Assert.Equal("8000", configuration["Host:LocalHttpPort"]);
        Assert.Equal(["http://127.0.0.1:8000"], ListenAddresses.From(configuration));
    }

    [Fact]
    public void Environment_OverrulesTheFileAndYieldsToTheCommandLine()
    {
        Environment.SetEnvironmentVariable("HOSTSETTINGSTESTS", "environment");
        try
        {
            using ConfigurationManager from = Load(LocalSettings);
            using ConfigurationManager yields = Load(LocalSettings, "--HOSTSETTINGSTESTS=args");

            Assert.Equal("environment", from["HOSTSETTINGSTESTS"]);
            Assert.Equal("args", yields["HOSTSETTINGSTESTS"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("HOSTSETTINGSTESTS", null);
        }
    }

    [Fact]
    public void Addresses_NothingSaid_AreTheFunctionsHostsPortOnThisMachine()
    {
        using ConfigurationManager configuration = Load("{}");

        Assert.Equal(["http://127.0.0.1:7071"], ListenAddresses.From(configuration));
    }

    [Theory]
    [InlineData("--urls=https://127.0.0.1:0", "--urls: https://127.0.0.1:0 is not an http address")]
    [InlineData("--urls=nonsense", "--urls: ")]
    [InlineData("--port=70000", "Host:LocalHttpPort must be a port from 0 to 65535, not \"70000\"")]
    public void Addresses_Impossible_SayWhy(string argument, string message)
    {
        using ConfigurationManager configuration = Load("{}", argument);

        Assert.StartsWith(message, Assert.Throws<HostStartupException>(() => ListenAddresses.From(configuration)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\n\"IsEncrypted\": true }", "local.settings.json line 2: encrypted settings cannot be read here")]
    [InlineData("{\n\"Values\": { oops } }", "local.settings.json line 2: not valid JSON")]
    public void File_Unreadable_SaysWhere(string file, string message) =>
        Assert.StartsWith(message, Assert.Throws<HostStartupException>(() => Load(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void Builder_Environment_IsDevelopmentUnlessSet()
    {
        Assert.Equal(Environments.Development, FunctionsApplication.CreateBuilder([]).Environment.EnvironmentName);
        Assert.Equal("Production", FunctionsApplication.CreateBuilder(["--AZURE_FUNCTIONS_ENVIRONMENT=Production"]).Environment.EnvironmentName);
    }

    [Fact]
    public void Builder_LogLevels_ComeFromHostJson()
    {
        using SettingsFolder folder = new("""{"logging":{"logLevel":{"default":"Error","Function.X":"Debug"}}}""");

        ConfigurationManager configuration = FunctionsApplication.CreateBuilder([folder.Argument]).Configuration;

        Assert.Equal("Error", configuration["Logging:LogLevel:Default"]);
        Assert.Equal("Debug", configuration["Logging:LogLevel:Function.X"]);
    }

    private static ConfigurationManager Load(string localSettings, params string[] args)
    {
        using SettingsFolder folder = new(localSettings: localSettings);
        ConfigurationManager configuration = new();
        HostSettings.AddTo(configuration, [folder.Argument, .. args]);
        return configuration;
    }
}
