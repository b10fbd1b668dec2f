using WebConsole.Access;
using WebConsole.Hosting;
using WebConsole.Hosting.Bodies;

namespace WebConsole.Features.Provisioning.Presets;

/// <summary>Presets for new machines: <c>/machine-presets</c>.</summary>
internal static class PresetsApi
{
    public static void MapPresets(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Machines");
        api.MapGet("/machine-presets", ListAsync)
            .WithSummary("The presets that the caller may use: those of WebConsole, of everybody, and of the caller.");
        api.MapPut("/machine-presets/{name}", SaveAsync)
            .WithSummary("Saves a preset of the caller; with shared=true, one for everybody, which takes an administrator.").Accepts<PresetHardware>(isOptional: true, "application/json").ProducesProblem(400);
        api.MapDelete("/machine-presets/{name}", DeleteAsync)
            .WithSummary("Deletes a preset of the caller; with shared=true, one of everybody.").ProducesProblem(404);
    }

    private static async Task<ItemList<Item>> ListAsync(CurrentUser user, MachinePresets presets, CancellationToken cancellationToken) =>
        new([.. (await presets.ListAsync(user.Principal, cancellationToken).ConfigureAwait(false)).Select(preset => new Item(preset.Name, Word(preset.Of), preset.Hardware))]);

    private static async Task<IResult> SaveAsync(string name, CurrentUser user, MachinePresets presets, HttpContext context, bool shared = false)
    {
        if (presets.WhyNot(user.Principal, Of(shared)) is { } refusal)
            return Answer(refusal);
        var (hardware, mistake) = await RequestBody.ReadAsync<PresetHardware>(context).ConfigureAwait(false);
        return hardware is null ? mistake! : Answer(await presets.SaveAsync(user.Principal, new MachinePreset(Decoded(name), Of(shared), hardware), context.RequestAborted).ConfigureAwait(false));
    }

    private static async Task<IResult> DeleteAsync(string name, CurrentUser user, MachinePresets presets, CancellationToken cancellationToken, bool shared = false) =>
        Answer(await presets.DeleteAsync(user.Principal, name, Of(shared), cancellationToken).ConfigureAwait(false));

    private static IResult Answer(PresetRefusal? refusal) => refusal switch
    {
        null => TypedResults.NoContent(),
        { IsForbidden: true } => TypedResults.Problem(refusal.Why, statusCode: StatusCodes.Status403Forbidden),
        { IsUnknown: true } => ApiProblems.NotFound(refusal.Why),
        _ => ApiProblems.Invalid(refusal.Field, refusal.Why),
    };

    /// <summary>The name as it was meant: of an address, the server leaves a slash in its written form, and decodes all else.</summary>
    private static string Decoded(string name) => name.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    private static PresetOwner Of(bool shared) => shared ? PresetOwner.Everybody : PresetOwner.Person;

    private static string Word(PresetOwner of) => of switch { PresetOwner.WebConsole => "webconsole", PresetOwner.Everybody => "everybody", _ => "own" };

    /// <summary>A preset.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Of">Whose it is: <c>webconsole</c>, <c>everybody</c>, <c>own</c>.</param>
    /// <param name="Hardware">What it sets.</param>
    internal sealed record Item(string Name, string Of, PresetHardware Hardware);
}
