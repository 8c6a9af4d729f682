using Azure.Core;
using Azure.Identity;
using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Messages.Preferences;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Messages.Unsubscribing;
using Personalization.Privacy;

namespace Personalization.Functions.Messages;

internal static class MessagesSetup
{
    public static void AddMessages(this IServiceCollection services)
    {
        services.AddOptions<MessageOptions>().BindConfiguration("Messages")
            .Configure<IConfiguration>((options, settings) => options.UnsubscribeKey = settings[nameof(MessageOptions.UnsubscribeKey)] ?? "").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MessageOptions>, MessageOptionsValidator>();
        services.AddSingleton(provider => PolicyReader.Read(Options(provider)).Policy);
        services.AddSingleton(provider => new UnsubscribeSigner(Split(Options(provider).UnsubscribeKey)));
        services.AddSingleton(provider => Client(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<MessageRenderer>();
        services.AddSingleton<TemplateReader>();
        services.AddMessageStores();
        services.AddSingleton<ProfileRecipients>();
        services.AddSingleton<IRecipientSource>(provider => provider.GetRequiredService<ProfileRecipients>());
        services.AddSingleton<IShopHabits, ShopHabits>();
        services.AddSingleton<MergedHistories>();
        services.AddSingleton<DeliveryDesk>();
        services.AddSingleton<PreferenceCentre>();
        services.AddSingleton<IMessageComposer, MessageComposer>();
        services.AddSingleton<MessageFreezer>();
        services.AddSingleton<DeadLetters>();
        services.AddSingleton<MessageDelivery>();
        services.AddSingleton<TemplateStore>();
        services.AddSingleton<ITemplateSource>(provider => provider.GetRequiredService<TemplateStore>());
        services.AddSingleton<MessageProducts>();
        services.AddSingleton<MessageWriter>();
        services.AddSingleton<MessageSender>();
        services.AddSingleton<IEventSubscriber, OpensSubscriber>();
        services.AddSingleton<IEventSubscriber, AddressSubscriber>();
        services.AddChannels();
    }

    /// <summary>Secrets of a setting.</summary>
    public static string[] Split(string setting) => setting.Split([',', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    private static void AddMessageStores(this IServiceCollection services)
    {
        services.AddSingleton<QueueOfMessages>();
        services.AddSingleton<IMessageQueue>(provider => provider.GetRequiredService<QueueOfMessages>());
        services.AddSingleton<MessageCopies>();
        services.AddSingleton<IPersonalDataPlace, MessagesPlace>();
        services.AddSingleton<IDeliveryStore, TableDeliveryStore>();
        services.AddSingleton<ISuppressionStore, TableSuppressionStore>();
        services.AddSingleton<IMessageArchive, TableMessageArchive>();
        services.AddSingleton<TableHistoryStore>();
        services.AddSingleton<IHistoryStore>(provider => provider.GetRequiredService<TableHistoryStore>());
        services.AddSingleton<IShopOpensStore>(provider => provider.GetRequiredService<TableHistoryStore>());
    }

    private static void AddChannels(this IServiceCollection services)
    {
        services.AddSingleton(_ => new ProviderClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false, AllowAutoRedirect = false }));
        services.AddSingleton<Inbox>();
        services.AddSingleton<IMessageChannel>(provider => provider.GetRequiredService<Inbox>());
        services.AddSingleton<IMessageChannel, EmailChannel>();
        services.AddSingleton<IMessageChannel, WebhookChannel>();
        services.AddSingleton<IMessageChannel>(provider => Provider(provider, MessageChannel.Sms, options => (options.SmsUrl, options.SmsAuthorization)));
        services.AddSingleton<IMessageChannel>(provider => Provider(provider, MessageChannel.Push, options => (options.PushUrl, options.PushAuthorization)));
    }

    private static ProviderChannel Provider(IServiceProvider provider, MessageChannel channel, Func<MessageOptions, (Uri?, string)> setting) =>
        new(channel, setting, provider.GetRequiredService<ProviderClient>(), provider.GetRequiredService<IOptions<MessageOptions>>());

    private static MessageOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<MessageOptions>>().Value;

    // The settings that the trigger itself reads: a connection string, or a namespace and an identity.
    private static ServiceBusClient Client(IConfiguration settings)
    {
        if (settings["ServiceBus"] is { Length: > 0 } connection) return new ServiceBusClient(connection);
        string name = settings["ServiceBus:fullyQualifiedNamespace"]
            ?? throw new InvalidOperationException("Set ServiceBus to a connection string, or ServiceBus__fullyQualifiedNamespace to a namespace.");
        TokenCredential credential = settings["ServiceBus:clientId"] is { Length: > 0 } clientId
            ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(clientId)) : new DefaultAzureCredential();
        return new ServiceBusClient(name, credential);
    }
}
