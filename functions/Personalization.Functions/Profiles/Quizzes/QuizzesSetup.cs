using Microsoft.Extensions.DependencyInjection;
using Personalization.Profiles.Quizzes;

namespace Personalization.Functions.Profiles.Quizzes;

internal static class QuizzesSetup
{
    public static void AddQuizzes(this IServiceCollection services)
    {
        services.AddSingleton<QuizReader>();
        services.AddSingleton<IQuizStore, BlobQuizStore>();
    }
}
