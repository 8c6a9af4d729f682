using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events.Decisions;
using Personalization.Functions.Events;
using Personalization.Functions.Journeys.Carts;
using Personalization.Functions.Journeys.Orders;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Messages;
using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.Journeys.Orders;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Journeys;

internal static class JourneysSetup
{
    public static void AddJourneys(this IServiceCollection services)
    {
        services.AddSingleton(provider => CarriedChannels.From(provider.GetRequiredService<IOptions<MessageOptions>>()));
        services.AddSingleton<JourneyActor>();
        services.AddSingleton<PersonJourneys>();
        services.AddSingleton<IComplements, Complements>();
        services.AddSingleton<IIncentiveBudget, TableIncentiveBudget>();
        services.AddSingleton<IMessageGuard, JourneyGuards>();
        services.AddSingleton<IPurchaseIntervals, Intervals>();
        services.AddAbandonedCart();
        services.AddPostPurchase();
        services.AddRecipes();
    }

    private static void AddAbandonedCart(this IServiceCollection services)
    {
        services.AddOptions<AbandonedCartSettings>().BindConfiguration("Journeys:AbandonedCart").ValidateOnStart();
        services.AddSingleton<IValidateOptions<AbandonedCartSettings>>(new SettingsValidator<AbandonedCartSettings>(settings => settings.Problems()));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<AbandonedCartSettings>>().Value);
        services.AddSingleton(provider => new CouponKey(DecisionSigner.Split(provider.GetRequiredService<IOptions<DecisionOptions>>().Value.DecisionKey!)[0]));
        services.AddSingleton<CartLook>();
        services.AddSingleton<IEventFollower, AbandonedCartFollower>();
        services.AddSingleton<IJourneyGuard, CartGuard>();
        services.AddSingleton(provider => new JourneyKind(
            AbandonedCartRules.Name, AbandonedCartFunctions.Orchestrator, "1", JsonSerializer.SerializeToElement(provider.GetRequiredService<AbandonedCartSettings>(), JourneyJson.Settings.AbandonedCartSettings)));
    }

    private static void AddPostPurchase(this IServiceCollection services)
    {
        services.AddOptions<PostPurchaseSettings>().BindConfiguration("Journeys:PostPurchase").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PostPurchaseSettings>>(new SettingsValidator<PostPurchaseSettings>(settings => settings.Problems()));
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<PostPurchaseSettings>>().Value);
        services.AddSingleton<OrderLook>();
        services.AddSingleton<IEventFollower, PostPurchaseFollower>();
        services.AddSingleton<IJourneyGuard, OrderGuard>();
        services.AddSingleton(provider => new JourneyKind(
            PostPurchaseRules.Name, PostPurchaseFunctions.Orchestrator, "1", JsonSerializer.SerializeToElement(provider.GetRequiredService<PostPurchaseSettings>(), JourneyJson.Settings.PostPurchaseSettings)));
    }

    /// <summary>Refuses to start with settings that cannot be right.</summary>
    private sealed class SettingsValidator<T>(Func<T, IEnumerable<string>> problems) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            problems(options).ToArray() is { Length: > 0 } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
