using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Hypervisor;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Accounts.Commands;

/// <summary>Signs a user out everywhere. No other operation delays it.</summary>
public sealed record EndSession : ActionOperation
{
    private static readonly PlainAction<Session> Words = new("end")
    {
        Verb = "end the session of",
        Doing = "signed out",
        Label = "End",
        Effect = "Signs out whoever uses it.",
        Icon = Icons.Material.Outlined.Logout,
        Needs = Right.Configure,
        Question = "End the session of {0}?",
        Confirm = "Who uses it is signed out. What its pages show stops, consoles too; tasks go on.",
        Make = MadeWithServices,
    };

    public required Session Session { get; init; }

    public required SessionRegistry Sessions { get; init; }

    public override ObjectId Subject => ((ISubject)Session).Id;
    public override Lane Lane => Lane.WayOut;

    /// <summary>libvirt knows nothing of sessions.</summary>
    public override string VirshLine => "";

    protected override ObjectAction Of => Words;

    public static ObjectAction AsAction(SessionRegistry sessions) => Words with
    {
        Make = (session, _) => new EndSession { Session = session, Target = ((ISubject)session).Name, Sessions = sessions },
    };

    public override string? WhyNot(InventorySnapshot inventory) =>
        Sessions.Current.Any(session => session.Id == Session.Id) ? null : "That session has ended already.";

    public override Task ExecuteAsync(OperationContext context)
    {
        context.Report(null);
        Sessions.End(Session.Id, $"ended by {context.Caller.User} from {context.Caller.From}",
            context.Caller.User == SessionPrincipal.NameOf(SessionPrincipal.Of(Session)) ? SessionEnd.Elsewhere : SessionEnd.Administrator);
        return Task.CompletedTask;
    }
}
