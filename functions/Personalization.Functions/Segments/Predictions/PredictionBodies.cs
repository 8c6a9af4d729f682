using Personalization.Events;
using Personalization.Segments.Predictions;
using Personalization.Segments.Predictions.BackTests;

namespace Personalization.Functions.Segments.Predictions;

/// <summary>All models on the wire.</summary>
internal sealed record ModelCardsBody(string? FittedAt, int HorizonDays, string? Currency, IReadOnlyList<ModelCardBody> Models)
{
    public static ModelCardsBody From(PredictionModel model) => new(
        model.FittedAt is { } at ? EventCodec.Text(at) : null, model.Settings.HorizonDays, string.IsNullOrEmpty(model.Currency) ? null : model.Currency,
        [.. model.Cards.Select(ModelCardBody.From)]);
}

/// <summary>A model's card on the wire.</summary>
internal sealed record ModelCardBody(
    string Id, string State, string Answers, string Quality, string Method, string Source, string? TrainedOn, DateOnly? Until, IReadOnlyList<string> NotFor, IReadOnlyList<string> Assumes,
    IReadOnlyList<TooLittle>? Missing, IReadOnlyList<CardFigure>? Figures, Calibration? Calibration)
{
    public static ModelCardBody From(ModelCard card) => new(
        card.Id, NameOf(card.State), card.Answers, card.Quality, card.Method, card.Source, card.TrainedOn, card.Until, card.NotFor, card.Assumes,
        card.Missing.IsEmpty ? null : card.Missing, card.Figures.IsEmpty ? null : card.Figures, card.Calibration);

    public static string NameOf(ModelState state) => state switch { ModelState.Ready => "ready", ModelState.TooLittleData => "too_little_data", _ => "withheld" };
}

/// <summary>A person's predictions on the wire.</summary>
internal sealed record PredictionsBody(string Id, string? FittedAt, IReadOnlyList<PredictionBody> Predictions, IReadOnlyList<NeedBody> Replenishment, IReadOnlyList<string> Because)
{
    public static PredictionsBody From(string id, PredictionModel model, PersonReading reading, IEnumerable<(string ProductId, DateTimeOffset At)> needs) => new(
        id, model.FittedAt is { } at ? EventCodec.Text(at) : null, [.. reading.Readings.Select(one => PredictionBody.From(one, model))],
        [.. needs.Select(need => new NeedBody(need.ProductId, EventCodec.Text(need.At)))], reading.Because);
}

/// <summary>A prediction, or why there is none.</summary>
internal sealed record PredictionBody(string Name, double? Value, string? At, string? Unit, string Text, TooLittle? Missing, string Model, string? Quality)
{
    public static PredictionBody From(PredictionReading reading, PredictionModel model) => new(
        reading.Name, reading.Value, reading.At is { } at ? EventCodec.Text(at) : null, reading.Unit, reading.Text, reading.Missing, reading.Model,
        reading.Value is null && reading.At is null ? null : model.Cards.FirstOrDefault(card => card.Id == reading.Model)?.Quality);
}

/// <summary>A product that will be needed again.</summary>
internal sealed record NeedBody(string ProductId, string At);
