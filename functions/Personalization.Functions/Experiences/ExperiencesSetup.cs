using Microsoft.Extensions.DependencyInjection;
using Personalization.Experiences;

namespace Personalization.Functions.Experiences;

internal static class ExperiencesSetup
{
    public static void AddExperiences(this IServiceCollection services)
    {
        services.AddSingleton<DecideDesk>();
        services.AddSingleton<ISlotSource>(new FixedSlots(SlotKind.Recommendations, new RecommendationSlots()));
    }
}
