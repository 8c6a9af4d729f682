using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Functions.Messages;
using Personalization.Functions.Privacy.Own;
using Personalization.Privacy;

namespace Personalization.Functions.Privacy;

internal static class ConsentSetup
{
    public static void AddConsents(this IServiceCollection services)
    {
        services.AddOptions<ConsentOptions>().BindConfiguration("Privacy").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConsentOptions>, ConsentOptionsValidator>();
        services.AddSingleton(provider => ConsentPolicy.Parse(provider.GetRequiredService<IOptions<ConsentOptions>>().Value.AllowedUnlessObjected));
        services.AddSingleton(provider => new SensitiveCategories(
            provider.GetRequiredService<IOptions<ConsentOptions>>().Value.SensitiveCategories.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
        services.AddSingleton(provider => new PersonLinks(MessagesSetup.Split(provider.GetRequiredService<IOptions<MessageOptions>>().Value.UnsubscribeKey)));
        services.AddSingleton<OwnData>();
        services.AddSingleton<OwnLinks>();
    }
}
