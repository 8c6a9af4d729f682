using Personalization.Experiences;

namespace Personalization.Functions.Experiences;

/// <summary>An experience in a list. Version 0 is one that comes along as an example.</summary>
internal sealed record ExperienceLineBody(string Id, string Name, string Kind, bool Enabled, int Priority, string? Experiment, int Version)
{
    public static ExperienceLineBody From(WrittenExperience written) => new(
        written.Experience.Id, written.Experience.Name, written.Experience.Kind.Name(), written.Line.Version > 0 && written.Experience.IsEnabled, written.Experience.Priority,
        written.Experience.Experiment, written.Line.Version);
}

/// <summary>All experiences.</summary>
internal sealed record ExperienceListBody(IReadOnlyList<ExperienceLineBody> Experiences);

/// <summary>An experience with its text.</summary>
internal sealed record ExperienceBody(string Id, string Name, string Kind, bool Enabled, int Version, string Text)
{
    public static ExperienceBody From(WrittenExperience written) => new(
        written.Experience.Id, written.Experience.Name, written.Experience.Kind.Name(), written.Line.Version > 0 && written.Experience.IsEnabled, written.Line.Version, written.Line.Text);
}
