using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using WebConsole.Features.Accounts.Commands;
using WebConsole.Security;
using WebConsole.Security.HostAccounts;
using WebConsole.Security.Sessions;

namespace WebConsole.Features.Accounts;

/// <summary>Who is signed in, and which group gives which role. Everybody sees their own sessions, administrators all.</summary>
public sealed partial class AccountsPage
{
    private ClaimsPrincipal _user = new();
    private ImmutableArray<Session> _sessions = [];
    private bool _refused;

    [Inject]
    public required SessionRegistry Sessions { get; set; }

    [Inject]
    public required EndSession EndSession { get; set; }

    [Inject]
    public required RoleMap Roles { get; set; }

    [Inject]
    public required HostAccountsStatus HostAccounts { get; set; }

    [CascadingParameter]
    public required Task<AuthenticationState> Authentication { get; set; }

    private Guid? Own => SessionPrincipal.IdOf(_user);

    private bool IsAdministrator => Policies.Allows(_user, Role.Administrator);

    protected override async Task OnInitializedAsync()
    {
        _user = (await Authentication).User;
        Listen(handler => Sessions.Changed += handler, handler => Sessions.Changed -= handler);
        // "Last in use" moves by itself.
        Tick(TimeSpan.FromSeconds(30));
        Refresh();
    }

    protected override bool Refresh()
    {
        _sessions = [.. Sessions.Current.Where(session => EndSession.Allows(_user, session))];
        return true;
    }

    private void End(Session session) => _refused = !EndSession.Execute(_user, session.Id);

    private static string Means(Role role) => role switch
    {
        Role.Administrator => "everything",
        Role.Operator => "starts, stops and enters machines",
        _ => "sees everything, changes nothing",
    };
}
