using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events.Decisions;
using Personalization.Functions.Events;
using Personalization.Profiles.Pos;

namespace Personalization.Functions.Profiles.Pos;

internal static class PosSetup
{
    public static void AddPos(this IServiceCollection services)
    {
        services.AddOptions<PosOptions>().BindConfiguration("Pos").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PosOptions>, PosOptionsValidator>();
        services.AddSingleton(provider => new PhoneLinks(new TextSigner(PhoneLinks.Use, DecisionSigner.Split(provider.GetRequiredService<IOptions<DecisionOptions>>().Value.DecisionKey!))));
    }
}
