using System.Collections.Immutable;
using MudBlazor;
using WebConsole.Access;
using WebConsole.Actions;
using WebConsole.Features.Machines.Guest.Forms;
using WebConsole.Hypervisor.Inventory;
using WebConsole.Operations;

namespace WebConsole.Features.Machines.Guest.Commands;

/// <summary>Sets the password of a user of the guest.</summary>
public sealed record SetGuestPassword : GuestCommand
{
    public static ObjectAction<Machine> AsAction { get; } = new FormAction<Machine, GuestPassword>("set-password")
    {
        Verb = "set a password in",
        Doing = "given a password",
        Label = "Set a user's password",
        Effect = "Sets the password of a user of the guest.",
        Icon = Icons.Material.Outlined.Password,
        Needs = Right.Configure,
        Path = "guest/password",
        Tab = TabName,
        Applies = IsRunning,
        Drawn = typeof(GuestPasswordForm),
        Make = (machine, host, asked) => new SetGuestPassword { Machine = machine.Id, Target = machine.Name, Uri = host.Uri, Asked = asked },
    };

    public required GuestPassword Asked { get; init; }

    protected override ObjectAction Of => AsAction;

    public override ImmutableArray<(string Name, string Value)> Parameters => [("user", Asked.User ?? ""), ("encrypted", Asked.Encrypted ? "yes" : "no")];

    public override ImmutableArray<string> Secrets => Asked.Password is { Length: > 0 } password ? [password] : [];

    protected override string VirshArguments =>
        $"set-user-password {VirshCommand.Option("user", VirshCommand.OrMissing(Asked.User, "USER"))} --password=PASSWORD{(Asked.Encrypted ? " --encrypted" : "")}";

    public override IReadOnlyDictionary<string, string[]> Mistakes(InventorySnapshot inventory) => GuestMistakes.Of(
        ("user", GuestUserRules.Mistake(Asked.User)), ("password", GuestUserRules.PasswordMistake(Asked.Password, Asked.Encrypted)));

    public override Task ExecuteAsync(OperationContext context) => AskAsync(context, domain => domain.SetGuestPassword(Asked.User!, Asked.Password!, Asked.Encrypted));
}
