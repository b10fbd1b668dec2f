using Microsoft.AspNetCore.Http.HttpResults;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Guest.Commands;
using WebConsole.Hosting;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Guests;
using WebConsole.Hypervisor.Inventory;

namespace WebConsole.Features.Machines.Guest;

/// <summary>The API of what a guest's agent tells; <see cref="ActionsApi"/> has what it can be asked to do.</summary>
internal static class GuestApi
{
    public static void MapGuestApi(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapApi("Machines");
        api.MapGet("/machines/{host}/{uuid}/guest", ReadAsync).WithSummary("What the agent in the guest says of it, asked now; with agent other than connected, why there is nothing.").ProducesProblem(400).ProducesProblem(404);
        api.MapGet("/machines/{host}/{uuid}/guest/ssh-keys", KeysAsync).WithSummary("The SSH keys of a user of the guest, as the guest writes them; for administrators.").ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(503);
        api.MapGet("/machines/{host}/{uuid}/guest/runs", Runs).WithSummary("What the newest programs have written that were run in the guest; for administrators.").ProducesProblem(400).ProducesProblem(404);
    }

    private static async Task<Results<Ok<GuestItem>, ProblemHttpResult>> ReadAsync(string host, string uuid, GuestParts guests, HttpContext context)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        if (machine is not Machine known)
            return problem!;
        return TypedResults.Ok(GuestItem.Of(await guests.ReadAsync(known, context.RequestAborted).ConfigureAwait(false), guests.FrozenOf(known)));
    }

    private static async Task<Results<Ok<ItemList<string>>, ProblemHttpResult>> KeysAsync(string host, string uuid, GuestAgent agent, IAccess access, HttpContext context, string? user = null)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        if (machine is not Machine known)
            return problem!;
        if (!access.May(context.User, Right.Configure, known.Id))
            return Forbidden(SetGuestKeys.AsAction);
        if (GuestUserRules.Mistake(user) is { } mistake)
            return ApiProblems.Invalid("user", mistake);
        var answer = await agent.KeysOfAsync(known, user!, context.RequestAborted).ConfigureAwait(false);
        return answer.State is GuestAgentState.Connected ? TypedResults.Ok(new ItemList<string>([.. answer.Keys]))
            : TypedResults.Problem(answer.Said ?? $"The guest agent is {answer.State.ToToken()}.", statusCode: answer.State is GuestAgentState.Silent ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status409Conflict);
    }

    private static Results<Ok<ItemList<GuestRunItem>>, ProblemHttpResult> Runs(string host, string uuid, GuestRuns runs, IAccess access, HttpContext context)
    {
        var (machine, problem) = context.Find(ObjectKind.Machine, host, uuid);
        if (machine is not Machine known)
            return problem!;
        return access.May(context.User, Right.Configure, known.Id)
            ? TypedResults.Ok(new ItemList<GuestRunItem>([.. runs.Of(known.Id).Select(GuestRunItem.Of)]))
            : TypedResults.Problem("What programs in a guest have written is for administrators.", statusCode: StatusCodes.Status403Forbidden);
    }

    private static ProblemHttpResult Forbidden(ObjectAction action) =>
        TypedResults.Problem($"You may not see them: they are for whoever may {action.Verb} guests.", statusCode: StatusCodes.Status403Forbidden);
}
