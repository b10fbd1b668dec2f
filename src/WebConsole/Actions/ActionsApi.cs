using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using WebConsole.Components.Shared;
using WebConsole.Hosting;
using WebConsole.Hosting.Bodies;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Actions;

/// <summary>
/// An API route for each action of the registry, with the same operation and the same right as its button.
/// </summary>
internal static class ActionsApi
{
    private static readonly TimeSpan ReadingPatience = TimeSpan.FromSeconds(2);

    public static void MapActions(this IEndpointRouteBuilder endpoints)
    {
        foreach (var kind in endpoints.ServiceProvider.GetRequiredService<ActionRegistry>().All.GroupBy(action => action.Kind))
        {
            var api = endpoints.MapApi(kind.Key.Area());
            foreach (var action in kind)
                Map(api, action);
            var known = string.Join(", ", kind.Select(action => action.Word));
            api.MapPost(kind.Key.Route() + "/{action}", (string action) => ApiProblems.NotFound($"There is no such action. There are: {known}.")).ExcludeFromDescription();
        }
    }

    private static void Map(RouteGroupBuilder api, ObjectAction action)
    {
        var path = action.Path.StartsWith('/') ? action.Path : $"{action.Kind.Route()}/{action.Path}".TrimEnd('/');
        var route = api.MapMethods(path, [action.Method], Handler(action))
            .WithSummary($"{action.Effect} Answers with the task that does it; with check=true only with what it would do, and does nothing.")
            .Produces<OperationPreview>()
            .Produces<TaskItem>(StatusCodes.Status202Accepted)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(409).ProducesProblem(429).ProducesProblem(503);
        if (action.Arguments is { } arguments)
            route.Accepts(arguments, "application/json").ProducesProblem(StatusCodes.Status413PayloadTooLarge).WithMetadata(new RequestSizeLimitAttribute(action.LongestBody));
        if (action.Arguments?.IsAssignableTo(typeof(IVersioned)) == true)
            route.ProducesProblem(StatusCodes.Status412PreconditionFailed);
    }

    // Named so that the API description lists the route parameters.
    private static Delegate Handler(ObjectAction action) => action.Kind switch
    {
        ObjectKind.Host => (string host, HttpContext context, string? check = null) => AnswerAsync(context, action, check, context.FindHost(host)),
        ObjectKind.Device => (string host, string name, HttpContext context, string? check = null) => AnswerAsync(context, action, check, context.FindHostDevice(host, name)),
        ObjectKind.Volume => (string host, string uuid, string name, HttpContext context, string? check = null) => AnswerAsync(context, action, check, context.FindVolume(host, uuid, name)),
        ObjectKind.MachineDevice => (string host, string uuid, string key, HttpContext context, string? check = null) => AnswerAsync(context, action, check, context.FindDevice(host, uuid, key)),
        ObjectKind.Session => (string id, HttpContext context, string? check = null) => AnswerAsync(context, action, check, context.FindSession(id)),
        var kind => (string host, string uuid, HttpContext context, string? check = null) => AnswerAsync(context, action, check, context.Find(kind, host, uuid)),
    };

    private static async Task<IResult> AnswerAsync(HttpContext context, ObjectAction action, string? check, (ISubject? Subject, ProblemHttpResult? Problem) found)
    {
        if (found.Subject is not { } subject)
            return found.Problem!;
        if (check is not (null or "true" or "false"))
            return ApiProblems.Invalid("check", "must be true or false.");
        var (arguments, wrong) = action.Arguments is { } type ? await RequestBody.ReadAsync(context, type).ConfigureAwait(false) : default;
        if (wrong is not null)
            return Forbid(context, action, subject) ?? wrong;
        var (versioned, seen, malformed) = arguments is IVersioned edit ? Preconditions.Read(context.Request, edit) : (null, [], null);
        if (malformed is not null)
            return Forbid(context, action, subject) ?? malformed;
        arguments = versioned ?? arguments;
        var services = context.RequestServices;
        var finder = services.GetRequiredService<SubjectFinder>();
        subject = await ReadAnewAsync(context, finder, action, subject).ConfigureAwait(false);
        var operation = action.Create(subject, finder.HostOf(subject.Id), arguments);
        if (!action.AcceptsFor(subject) && services.GetRequiredService<AvailableActions>() is var offered && offered.May(action.Needs, operation.Subject))
            return ApiProblems.Refused(Refuse(services, context, operation, WhyNotNow(action, subject, offered.For(subject))));
        if (versioned is not null && services.GetRequiredService<AvailableActions>().May(action.Needs, operation.Subject))
        {
            var (checkedArguments, changed) = await services.GetRequiredService<Preconditions>().CheckAsync(operation.Subject.Defined(), versioned, seen, context.User.Identity?.Name, context.RequestAborted).ConfigureAwait(false);
            if (changed is not null)
            {
                context.Response.Headers.ETag = DefinitionsApi.Tag(changed.Version);
                return ApiProblems.Refused(Refuse(services, context, operation, $"{changed.Message} {changed.Advice}", RefusalReason.Changed));
            }
            operation = action.Create(subject, finder.HostOf(subject.Id), checkedArguments);
        }
        return check is "true" ? await PreviewAsync(context, operation).ConfigureAwait(false) : await StartAsync(context, operation).ConfigureAwait(false);
    }

    /// <summary>Whoever may not do it is told that, and not what is wrong with the request.</summary>
    private static ProblemHttpResult? Forbid(HttpContext context, ObjectAction action, ISubject subject)
    {
        var services = context.RequestServices;
        if (RequestBody.Defaults(action.Arguments!) is not { } nothing)
            return null;
        var operation = action.Create(subject, services.GetRequiredService<SubjectFinder>().HostOf(subject.Id), nothing);
        return services.GetRequiredService<OperationRunner>().Forbid(operation.Target.Length > 0 ? operation : operation with { Target = subject.Name }, context.User) is { } forbidden ? ApiProblems.Refused(forbidden) : null;
    }

    private static async Task<IResult> PreviewAsync(HttpContext context, Operation operation)
    {
        var (refused, preview) = await context.RequestServices.GetRequiredService<OperationRunner>().PreviewAsync(operation, context.User, context.RequestAborted).ConfigureAwait(false);
        return refused is not null ? ApiProblems.Refused(refused) : TypedResults.Ok(preview);
    }

    private static async Task<IResult> StartAsync(HttpContext context, Operation operation)
    {
        var services = context.RequestServices;
        var result = await services.GetRequiredService<OperationRunner>().StartAsync(operation, context.User, context.RequestAborted).ConfigureAwait(false);
        if (result.TaskId is not { } number)
            return ApiProblems.Refused(result);
        var task = await services.GetRequiredService<TaskStore>().FindAsync(number, context.RequestAborted).ConfigureAwait(false);
        return TypedResults.Accepted(AppUrls.ApiTask(number), TaskItem.Of(task!));
    }

    /// <summary>
    /// The inventory learns a moment later of a change by a way out, or by others than WebConsole. So who asks for the next
    /// action at once is not refused for what was.
    /// </summary>
    private static async Task<ISubject> ReadAnewAsync(HttpContext context, SubjectFinder finder, ObjectAction action, ISubject subject)
    {
        if (action.AcceptsFor(subject))
            return subject;
        await context.RequestServices.GetRequiredService<InventoryStore>().AskFor(subject.Id).WaitAsync(ReadingPatience, context.RequestServices.GetRequiredService<TimeProvider>(), context.RequestAborted)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return finder.Find(subject.Id) ?? subject;
    }

    private static OperationResult Refuse(IServiceProvider services, HttpContext context, Operation operation, string why, RefusalReason reason = RefusalReason.Conflict)
    {
        services.GetRequiredService<AuditLog>().Refused(operation, context.User, why);
        return OperationResult.Refused(reason, why);
    }

    private static string WhyNotNow(ObjectAction action, ISubject subject, OfferedActions offered) =>
        subject is HostStatus { Connection: var connection } && connection.IsAway() ? $"The host {subject.Name} is not connected."
        : action.WhyNever(subject) is { } never ? never
        : $"You can't {action.Verb} {subject.Name} as it is now{(subject.StateWord is { } state ? $" ({state})" : "")}. Possible are: {string.Join(", ", offered.Now.Select(possible => possible.Word).DefaultIfEmpty("none"))}.";
}
