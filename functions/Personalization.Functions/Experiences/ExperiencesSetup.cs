using Microsoft.Extensions.DependencyInjection;
using Personalization.Experiences;
using Personalization.Experiences.Definitions;
using Personalization.Experiences.Ordering;

namespace Personalization.Functions.Experiences;

internal static class ExperiencesSetup
{
    public static void AddExperiences(this IServiceCollection services)
    {
        services.AddSingleton<DecideDesk>();
        services.AddSingleton<IExperienceStore, BlobExperienceStore>();
        services.AddSingleton<ExperienceDesk>();
        services.AddSingleton<ExperienceEditor>();
        services.AddSingleton<ISlotSource>(new FixedSlots(SlotKind.Recommendations, new RecommendationSlots()));
        services.AddSingleton<ISlotSource>(new FixedSlots(SlotKind.Navigation, new NavigationSlots()));
        services.AddSingleton<ISlotSource>(new FixedSlots(SlotKind.Listing, new ProductOrderSlots(SlotKind.Listing)));
        services.AddSingleton<ISlotSource>(new FixedSlots(SlotKind.Search, new ProductOrderSlots(SlotKind.Search)));
        foreach (SlotKind kind in ExperienceNames.Kinds.Values)
            services.AddSingleton<ISlotSource>(provider => new ExperienceSource(kind, provider.GetRequiredService<ExperienceDesk>()));
    }
}
