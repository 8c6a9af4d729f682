using System.Reflection;
using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Recommendations;

namespace Personalization.Functions.Tests.Privacy;

/// <summary>Walks all that can be called: whatever gives a decision about a person takes that person's permission.</summary>
[Trait("Feature", "S29")]
public sealed class DecisionSurfaceTests
{
    private static readonly Type[] Decisions = [typeof(MessageDecision), typeof(RecommendationAnswer), typeof(Explanation), typeof(Send), typeof(Delay)];

    // Each with why it may do without.
    private static readonly Dictionary<string, string> Exempt = new(StringComparer.Ordinal)
    {
        ["MessageArbiter.DecideTransactional"] = "refuses requests that want to sell",
        ["DeliveryDesk.DecideAsync"] = "takes the permission out of what the recipients' source says at that moment, and refuses without it",
    };

    [Fact]
    public void EveryMethodThatDecides_TakesAPermission()
    {
        List<string> deciding = [], without = [];
        foreach (MethodInfo method in Methods())
        {
            if (!Gives(method.ReturnType).Any(given => Decisions.Any(decision => decision.IsAssignableFrom(given) && given != typeof(Drop)))) continue;
            string name = $"{method.DeclaringType!.Name}.{method.Name}";
            deciding.Add(name);
            if (!method.GetParameters().Any(parameter => Carries(parameter.ParameterType, [])) && !Exempt.ContainsKey(name)) without.Add(name);
        }

        Assert.Empty(without);
        Assert.Empty(((string[])["MessageArbiter.DecideMarketing", "Recommender.Recommend", "Explainer.Explain", "DeliveryDesk.DecideAsync"]).Except(deciding));
        Assert.Empty(Exempt.Keys.Except(deciding));
    }

    [Fact]
    public void OnlyTheDomainsConsents_GivePermissions()
    {
        string[] makers = [.. Methods().Where(method => Gives(method.ReturnType).Any(IsPermission) && !method.IsSpecialName).Select(method => $"{method.DeclaringType!.Name}.{method.Name}").Distinct()];

        Assert.Equal(["Consents.For", "Consents.ToMarketing"], makers.Order(StringComparer.Ordinal));
        Assert.All(typeof(Permission<>).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic), one => Assert.True(one.IsPrivate));
    }

    // What comes out of storage is a record of a decision, not one that is made.
    private static IEnumerable<MethodInfo> Methods() =>
        from type in ((Assembly[])[typeof(MessageArbiter).Assembly, typeof(App).Assembly]).SelectMany(assembly => assembly.GetExportedTypes())
        from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
        where !method.IsSpecialName && method.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is null && method.Name is not "<Clone>$"
        select method;

    private static IEnumerable<Type> Gives(Type type)
    {
        yield return type;
        foreach (Type argument in type.IsGenericType ? type.GetGenericArguments() : type.HasElementType ? [type.GetElementType()!] : [])
            foreach (Type inner in Gives(argument)) yield return inner;
    }

    private static bool IsPermission(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Permission<>);

    // Itself, or something that cannot be made without one.
    private static bool Carries(Type type, HashSet<Type> passed)
    {
        if (IsPermission(type)) return true;
        if (type.Assembly != typeof(MessageArbiter).Assembly || !passed.Add(type)) return false;
        ConstructorInfo[] public_ = [.. type.GetConstructors().Where(one => one.GetParameters() is not [var only] || only.ParameterType != type)];
        return public_.Length > 0 && public_.All(one => one.GetParameters().Any(parameter => Carries(parameter.ParameterType, passed)));
    }
}
