using Azure.Storage.Queues;
using Microsoft.Extensions.Configuration;
using Personalization.LocalHost.Durable;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Tests.Hosting;

public sealed class HostJsonTests
{
    [Fact]
    public void Read_NoFile_GivesTheFunctionsHostsDefaults()
    {
        HostJson read = Read(null);

        Assert.Equal("api", read.Http.RoutePrefix);
        Assert.Equal(TimeSpan.FromMinutes(30), read.FunctionTimeout);
        Assert.Equal(new QueueSettings { BatchSize = 16, NewBatchThreshold = 8, MaxDequeueCount = 5, MaxPollingInterval = TimeSpan.FromMinutes(1), MessageEncoding = QueueMessageEncoding.Base64 }, read.Queues);
        Assert.Equal(new ServiceBusSettings { MaxConcurrentCalls = 16, PrefetchCount = 0, AutoCompleteMessages = true, MaxAutoLockRenewalDuration = TimeSpan.FromMinutes(5) }, read.ServiceBus);
    }

    [Fact]
    public void Read_FullFile_TakesEveryValue()
    {
        HostJson read = Read("""
            {
              // comments are allowed
              "version": "2.0", "functionTimeout": "00:00:10",
              "extensions": {
                "http": { "routePrefix": "/v1/" },
                "queues": { "batchSize": 4, "newBatchThreshold": 1, "maxDequeueCount": 2, "visibilityTimeout": "00:00:30", "maxPollingInterval": "00:00:02", "messageEncoding": "None" },
                "serviceBus": { "maxConcurrentCalls": 3, "prefetchCount": 7, "autoCompleteMessages": false, "maxAutoLockRenewalDuration": "00:01:00" },
              }
            }
            """);

        Assert.Equal(TimeSpan.FromSeconds(10), read.FunctionTimeout);
        Assert.Equal("v1", read.Http.RoutePrefix);
        Assert.Equal(new QueueSettings { BatchSize = 4, NewBatchThreshold = 1, MaxDequeueCount = 2, VisibilityTimeout = TimeSpan.FromSeconds(30), MaxPollingInterval = TimeSpan.FromSeconds(2), MessageEncoding = QueueMessageEncoding.None }, read.Queues);
        Assert.Equal(new ServiceBusSettings { MaxConcurrentCalls = 3, PrefetchCount = 7, AutoCompleteMessages = false, MaxAutoLockRenewalDuration = TimeSpan.FromMinutes(1) }, read.ServiceBus);
    }

    [Fact]
    public void Read_BatchSizeAlone_HalvesItForTheThreshold() => Assert.Equal(5, Read("""{"extensions":{"queues":{"batchSize":10}}}""").Queues.NewBatchThreshold);

    [Fact]
    public void Read_DurableTask_TakesEveryValue() => Assert.Equal(
        new DurableSettings { HubName = "Shop", MaxConcurrentActivityFunctions = 3, MaxConcurrentOrchestratorFunctions = 4, DefaultVersion = "1.2" },
        Read("""{"extensions":{"durableTask":{"hubName":"Shop","maxConcurrentActivityFunctions":3,"maxConcurrentOrchestratorFunctions":4,"defaultVersion":"1.2"}}}""").DurableTask);

    [Fact]
    public void Read_HubNameThatCannotBe_IsRefused() =>
        Assert.Contains("hubName must be 3 to 45 letters", Assert.Throws<HostStartupException>(() => Read("""{"extensions":{"durableTask":{"hubName":"my-hub"}}}""")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_TimeoutMinusOne_MeansNone() => Assert.Null(Read("""{"functionTimeout":"-1"}""").FunctionTimeout);

    [Fact]
    public void Read_Setting_OverrulesTheFile() =>
        Assert.Equal(2, Read("""{"extensions":{"queues":{"batchSize":10}}}""", "--AzureFunctionsJobHost:extensions:queues:batchSize=2").Queues.BatchSize);

    [Theory]
    [InlineData("{\n \"version\": \"3.0\"\n}", "host.json line 2: version must be \"2.0\", not \"3.0\"")]
    [InlineData("{\n \"functionTimeout\": \"soon\"}", "host.json line 2: functionTimeout must be a time such as \"00:05:00\", not \"soon\"")]
    [InlineData("{\"extensions\": {\n\"queues\": {\n\"batchSize\": 33}}}", "host.json line 3: extensions.queues.batchSize must be a whole number from 1 to 32, not \"33\"")]
    [InlineData("{\"extensions\": {\"queues\": {\"maxDequeueCount\": 0}}}", "host.json line 1: extensions.queues.maxDequeueCount must be a whole number of at least 1, not \"0\"")]
    [InlineData("{\"extensions\": {\"queues\": {\"messageEncoding\": \"utf8\"}}}", "host.json line 1: extensions.queues.messageEncoding must be \"base64\" or \"none\", not \"utf8\"")]
    [InlineData("{\"extensions\": {\"serviceBus\": {\"autoCompleteMessages\": \"maybe\"}}}", "host.json line 1: extensions.serviceBus.autoCompleteMessages must be true or false, not \"maybe\"")]
    public void Read_WrongValue_NamesLineFieldAndWhatIsExpected(string file, string message) => Assert.Equal(message, Assert.Throws<HostStartupException>(() => Read(file)).Message);

    [Fact]
    public void Read_WrongSetting_NamesTheSetting() => Assert.StartsWith(
        "Setting AzureFunctionsJobHost__extensions__queues__batchSize: ",
        Assert.Throws<HostStartupException>(() => Read("""{"extensions":{"queues":{"batchSize":10}}}""", "--AzureFunctionsJobHost:extensions:queues:batchSize=many")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_NotJson_NamesTheLine()
    {
        string message = Assert.Throws<HostStartupException>(() => Read("{\n\"version\": \"2.0\"\n\"x\": 1}")).Message;

        Assert.StartsWith("host.json line 3: not valid JSON:", message, StringComparison.Ordinal);
        Assert.DoesNotContain("LineNumber", message, StringComparison.Ordinal);
    }

    private static HostJson Read(string? file, params string[] args)
    {
        using SettingsFolder folder = new(hostJson: file);
        using ConfigurationManager configuration = new();
        HostSettings settings = HostSettings.AddTo(configuration, [folder.Argument, .. args]);
        return new HostJsonReader(configuration, settings.HostJson).Read();
    }
}
