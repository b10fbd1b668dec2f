using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Actions;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Reach;

/// <summary>The API of why a machine's card is not reachable.</summary>
internal static class CardPathApi
{
    public static void MapCardPathApi(this IEndpointRouteBuilder endpoints) => endpoints.MapApi("Machines").MapGet("/machines/{host}/{uuid}/cards/{mac}/path", ReadAsync)
        .WithSummary("The way from the host's network to a machine's card, looked at now: each place on it, whether it is as it has to be, and what to do where it is not.").ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<ItemList<PathStepItem>>, ProblemHttpResult>> ReadAsync(string host, string uuid, string mac, CardPaths paths, HttpContext context)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        if (machine is not Machine known)
            return problem!;
        return await paths.ReadAsync(known, mac, context.RequestAborted).ConfigureAwait(false) is { } steps
            ? TypedResults.Ok(new ItemList<PathStepItem>([.. steps.Select(PathStepItem.Of)])) : ApiProblems.NotFound($"The machine has no network card {mac}.");
    }
}

/// <summary>A place on the way to a card, as the API shows it.</summary>
/// <param name="Step"><c>machine</c>, <c>link</c>, <c>network</c>, <c>tap</c>, <c>bridge</c>, <c>uplink</c>, <c>dhcp</c>, <c>lease</c>, <c>address</c>, <c>forwarding</c>, <c>filter</c> or <c>firewall</c>.</param>
/// <param name="State"><c>ok</c>, <c>wrong</c> or <c>unknown</c>.</param>
/// <param name="Words">How it is.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Command">A command of the host's that does or shows it.</param>
/// <param name="Action">The action that mends it.</param>
internal sealed record PathStepItem(string Step, string State, string Words, string? Advice, string? Command, PathActionItem? Action)
{
    public static PathStepItem Of(PathStep step) => new(step.Step, step.State, step.Words, step.Advice, step.Command, step.Action is { } action ? new(action.On.Kind.ToToken(), action.On.Host, action.On.Key, action.Word) : null);
}

/// <summary>An action that mends a place on the way.</summary>
/// <param name="Kind">What it is done to: <c>machine</c>, <c>network</c> or a device.</param>
/// <param name="Host">On which host.</param>
/// <param name="Key">Which one.</param>
/// <param name="Word">The action's name; <c>edit-device</c> with <c>link</c> <c>up</c>.</param>
internal sealed record PathActionItem(string Kind, string Host, string Key, string Word);
