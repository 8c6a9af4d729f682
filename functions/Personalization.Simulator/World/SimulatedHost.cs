using System.Reflection;
using Azure.Core.Pipeline;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Functions;
using Personalization.Functions.Events;
using Personalization.Functions.Messages;
using Personalization.Functions.Segments;
using Personalization.Journeys;
using Personalization.Journeys.Recipes;
using Personalization.LocalHost;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;
using Personalization.Simulator.Stores;

namespace Personalization.Simulator.World;

/// <summary>Puts the app together as its Program does, over memory and a virtual clock, with nothing that listens.</summary>
internal static class SimulatedHost
{
    private const string HostJson = "AzureFunctionsJobHost:";

    // Anything will do: nothing signed here leaves the process.
    private static readonly Dictionary<string, string?> Settings = new()
    {
        ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true", ["ServiceBus"] = "UseDevelopmentStorage=true", ["Messages:PublicUrl"] = "https://shop.example", ["Messages:Smtp:Host"] = "mail.example", ["Messages:Smtp:From"] = "shop@shop.example",
        ["DecisionKey"] = "simulated-decision-key", ["UnsubscribeKey"] = "simulated-unsubscribe-key", ["Events:WriteKeys:simulation"] = "simulation",
        ["Privacy:AllowedUnlessObjected"] = "analytics,personalization",
        [HostJson + "functionTimeout"] = "-1",
    };

    /// <summary>Builds it.</summary>
    /// <param name="clock">The time.</param>
    /// <param name="scheduler">Where everything runs.</param>
    /// <param name="settings">Settings of the app that are not to be as they are by default.</param>
    /// <param name="others">Further settings, which need not be known.</param>
    /// <param name="stores">Stores that are to stand in for others.</param>
    public static IHost Build(VirtualClock clock, TaskScheduler scheduler, ReadSettings settings, IReadOnlyDictionary<string, string?> others, Action<IServiceCollection> stores)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([]);
        // What lies around on this machine must not change what comes out; host.json is the app's own.
        KeyValuePair<string, string?>[] host = [.. builder.Configuration.AsEnumerable().Where(one => one.Key.StartsWith(HostJson, StringComparison.OrdinalIgnoreCase) && one.Value is not null)];
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(host).AddInMemoryCollection(Settings).AddInMemoryCollection(others).Add(settings);
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddSingleton(scheduler);
        builder.AddPersonalization();
        builder.Services.RemoveAll<IHostedService>();
        builder.Services.RemoveAll<ILakeFollower>();
        builder.Services.RemoveAll<IMessageChannel>();
        builder.Services.AddSingleton<HttpPipelineTransport>(_ => new HttpClientTransport(new HttpClient(new MemoryBlobs())));
        builder.Services.AddSingleton<IEventLake, NoLake>();
        builder.Services.AddSingleton<IProfileStore, MemoryProfileStore>();
        builder.Services.AddSingleton<IQuarantineStore, MemoryQuarantineStore>();
        builder.Services.AddSingleton<ICatalogStore, MemoryCatalogStore>();
        builder.Services.AddSingleton<ISuppressionStore, MemorySuppressionStore>();
        builder.Services.AddSingleton<IMessageArchive, MemoryMessageArchive>();
        MemoryHistoryStore histories = new();
        builder.Services.AddSingleton<IHistoryStore>(histories);
        builder.Services.AddSingleton<IShopOpensStore>(histories);
        builder.Services.AddSingleton<IIncentiveBudget, MemoryBudget>();
        builder.Services.AddSingleton<ITemplateSource, KnownTemplates>();
        builder.Services.AddSingleton<IComplements, NoModel>();
        builder.Services.AddSingleton<IPurchaseIntervals, NoModel>();
        builder.Services.AddSingleton<IRecipeStore, MemoryRecipeStore>();
        builder.Services.AddSingleton<IRecipeMemoryStore, MemoryRecipeMemory>();
        builder.Services.AddSingleton<IWatcherStore, MemoryWatchers>();
        builder.Services.AddSingleton<ISegmentStore, MemorySegmentStore>();
        builder.Services.AddSingleton<IDueIndex, MemoryDueIndex>();
        builder.Services.AddSingleton<IPassStore, MemoryPasses>();
        stores(builder.Services);
        builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = [.. typeof(App).Assembly.GetExportedTypes().Where(IsNeeded)]);
        return builder.Build();
    }

    private static bool IsNeeded(Type type) => type == typeof(ProcessEvents) || type == typeof(DeliverMessage)
        || type.GetMethods().SelectMany(method => method.GetParameters()).Any(parameter => parameter.IsDefined(typeof(OrchestrationTriggerAttribute)) || parameter.IsDefined(typeof(ActivityTriggerAttribute)));
}
