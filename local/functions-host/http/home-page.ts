/** What `/` answers, so that a person who opens the address sees that the host is up. */
export const homePage = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Functions host</title>
<p>Your functions app is up and running.</p>
</html>
`;
