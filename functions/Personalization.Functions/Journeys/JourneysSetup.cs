using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events.Decisions;
using Personalization.Functions.Events;
using Personalization.Functions.Journeys.Carts;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Messages;
using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.Journeys.Recipes;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Journeys;

internal static class JourneysSetup
{
    public static void AddJourneys(this IServiceCollection services)
    {
        services.AddSingleton(provider => CarriedChannels.From(provider.GetRequiredService<IOptions<MessageOptions>>()));
        services.AddSingleton<JourneyActor>();
        services.AddSingleton<IComplements, Complements>();
        services.AddSingleton<IIncentiveBudget, TableIncentiveBudget>();
        services.AddSingleton<IMessageGuard, JourneyGuards>();
        services.AddAbandonedCart();
        services.AddRecipes();
    }

    private static void AddRecipes(this IServiceCollection services)
    {
        services.AddSingleton<IRecipeStore, BlobRecipeStore>();
        services.AddSingleton<IRecipeMemoryStore, TableRecipeMemoryStore>();
        services.AddSingleton<IWatcherStore, TableWatcherStore>();
        services.AddSingleton<IRecipeProducts, RecipeProducts>();
        services.AddSingleton<RecipeDesk>();
        services.AddSingleton<RecipeEditor>();
        services.AddSingleton<RecipeLook>();
        services.AddSingleton<RecipeEntrance>();
        services.AddSingleton<ProductWatch>();
        services.AddSingleton<IEventFollower, RecipeFollower>();
        services.AddSingleton<IJourneyGuard, RecipeGuard>();
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
    }

    /// <summary>Refuses to start with settings that cannot be right.</summary>
    private sealed class SettingsValidator<T>(Func<T, IEnumerable<string>> problems) : IValidateOptions<T>
        where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            problems(options).ToArray() is { Length: > 0 } wrong ? ValidateOptionsResult.Fail(wrong) : ValidateOptionsResult.Success;
    }
}
