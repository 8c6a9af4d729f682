using System.Runtime.Serialization;
using System.Text.RegularExpressions;
using Azure.Messaging.ServiceBus;
using Personalization.LocalHost.ServiceBus;

namespace Personalization.LocalHost.Tests.ServiceBus;

public sealed class BrokerNamesTests
{
    [Theory]
    [InlineData("messages", "sb-messages")]
    [InlineData("Messages", "sb-messages")]
    [InlineData("e-mail-2", "sb-e-mail-2")]
    [InlineData("messages/$DeadLetterQueue", "sb-messages-dlq")]
    public void StorageName_PlainName_IsReadable(string path, string expected) => Assert.Equal(expected, new EntityName(path).StorageName);

    [Fact]
    public void StorageName_NamesThatLookAlike_Differ()
    {
        string[] paths =
        [
            "a.b", "a-b", "a_b", "a/b", "a--b", EntityName.Subscription("a", "b").Path, EntityName.Subscription("a-b", "c").Path, EntityName.Subscription("a", "b-c").Path,
            new string('x', 200), new string('x', 201), new string('x', 60), "-a", "a-", "a.b/$DeadLetterQueue",
        ];
        string[] names = [.. paths.Select(path => new EntityName(path).StorageName)];
        Assert.Equal(paths.Length, names.Distinct().Count());
        Assert.All(names, name => Assert.Matches(new Regex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$"), name));
    }

    [Fact]
    public void Address_SubscriptionAndDeadLetters_IsWhatOneSendsTo()
    {
        Assert.Equal("orders", EntityName.Subscription("orders", "all").DeadLetterQueue.Address.Path);
        Assert.Equal("orders", new EntityName("orders").DeadLetterQueue.Address.Path);
    }

    [Fact]
    public void TypedValue_EveryType_ComesBackAsItself()
    {
        object[] values =
        [
            "text", true, false, 'x', (byte)1, (sbyte)-1, (short)-2, (ushort)2, -3, 3u, long.MinValue, ulong.MaxValue, 1.5f, 0.1 + 0.2, 79.90m, Guid.NewGuid(),
            new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)), TimeSpan.FromTicks(1), new Uri("https://shop.example/a?b=c"),
        ];
        Assert.All(values, value =>
        {
            object? read = TypedValue.Of(value).Read();
            Assert.IsType(value.GetType(), read);
            Assert.Equal(value, read);
        });
        Assert.Equal(new byte[] { 1, 2 }, TypedValue.Of(new byte[] { 1, 2 }).Read());
        Assert.Null(TypedValue.Of(null).Read());
    }

    [Fact]
    public void TypedValue_OtherType_Throws() => Assert.Throws<SerializationException>(() => TypedValue.Of(new object()));

    [Fact]
    public void Settings_OwnKeys_AreTakenOutOfTheStorageConnectionString()
    {
        BrokerSettings settings = BrokerSettings.Parse("UseDevelopmentStorage=true;DuplicateDetection=false;MaxDeliveryCount=3;LockDuration=00:00:05");
        Assert.Equal("UseDevelopmentStorage=true", settings.StorageConnectionString);
        Assert.False(settings.DuplicateDetection);
        Assert.Equal(3, settings.MaxDeliveryCount);
        Assert.Equal(TimeSpan.FromSeconds(5), settings.LockDuration);
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true;MaxDeliveryCount=0")]
    [InlineData("UseDevelopmentStorage=true;DuplicateDetection=maybe")]
    [InlineData("UseDevelopmentStorage=true;LockDuration=1.00:00:00")]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=b")]
    public void Settings_Wrong_Throws(string connectionString) => Assert.Throws<FormatException>(() => BrokerSettings.Parse(connectionString));

    [Fact]
    public void Client_NamespaceInAzure_SaysWhatToDo()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => new ServiceBusClient("shop.servicebus.windows.net", new Credential()));
        Assert.Contains("FunctionsHost=azure", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Message_TooLongId_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceBusMessage { MessageId = new string('x', 129) });

    private sealed class Credential : Azure.Core.TokenCredential
    {
        public override Azure.Core.AccessToken GetToken(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) => default;

        public override ValueTask<Azure.Core.AccessToken> GetTokenAsync(Azure.Core.TokenRequestContext requestContext, CancellationToken cancellationToken) => default;
    }
}
