namespace Personalization.Experiments;

/// <summary>The variant of an experiment that somebody is in.</summary>
/// <param name="Experiment">The experiment's id.</param>
/// <param name="Variant">The variant's id.</param>
/// <param name="Probability">The probability that it had when it was drawn, above 0 and at most 1.</param>
public sealed record Assignment(string Experiment, string Variant, double Probability);

/// <summary>Says which variants somebody is in. Pure: a hash of ids, or what was said before.</summary>
public interface IAssigner
{
    /// <summary>Names the experiments as they are.</summary>
    string Version { get; }

    /// <summary>Whether there is an experiment of that id that was started, whoever is in it.</summary>
    bool Knows(string experiment) => false;

    /// <summary>The variant; null where there is no such experiment, it does not run, or the person does not take part.</summary>
    /// <param name="experiment">The experiment's id.</param>
    /// <param name="subject">Who is asked about.</param>
    Assignment? Find(string experiment, ExperimentSubject subject);
}

/// <summary>Somebody who may take part in experiments.</summary>
/// <param name="Unit">The id that is drawn by.</param>
/// <param name="Profile">What is known and may be used; null for nothing.</param>
/// <param name="Segments">Segments that the person is in.</param>
/// <param name="At">When.</param>
public sealed record ExperimentSubject(string Unit, Profiles.Profile? Profile, IReadOnlyList<string> Segments, DateTimeOffset At)
{
    /// <summary>The browser or device, for experiments that draw these; null where it is the unit.</summary>
    public string? Device { get; init; }
}

/// <summary>No experiment at all.</summary>
public sealed class NoExperiments : IAssigner
{
    /// <inheritdoc/>
    public string Version => "none";

    /// <inheritdoc/>
    public Assignment? Find(string experiment, ExperimentSubject subject) => null;
}
